import { resolve } from 'node:path';
import { isObject } from '../template/is-object.js';
import { readJson } from './read-json.js';

/** The file assets of one asset manifest: their S3 keys and where they lie in the assembly. */
export const readFileAssets = async (
  directory: string,
  file: string,
): Promise<readonly (readonly [objectKey: string, path: string])[]> => {
  const manifest = await readJson(resolve(directory, file), `The asset manifest ${file} of the cloud assembly`);
  const files = isObject(manifest) && isObject(manifest['files']) ? manifest['files'] : {};
  return Object.values(files).flatMap((asset) => destinationsOf(asset, directory));
};

const destinationsOf = (asset: unknown, directory: string): readonly (readonly [string, string])[] => {
  const { source, destinations } = isObject(asset) ? asset : {};
  const path = isObject(source) ? source['path'] : undefined;
  // An asset without a path is made by a command at deployment; nothing of it lies in the assembly.
  if (typeof path !== 'string' || !isObject(destinations)) return [];
  return Object.values(destinations).flatMap((destination) => {
    const objectKey = isObject(destination) ? destination['objectKey'] : undefined;
    return typeof objectKey === 'string' ? [[objectKey, resolve(directory, path)] as const] : [];
  });
};
