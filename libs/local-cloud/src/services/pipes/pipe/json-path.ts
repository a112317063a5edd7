/** Finds a value in an event; undefined where there is none. */
export type JsonPath = (event: unknown) => unknown;

const PATH = /^\$(?:\.[\w-]+|\[\d+\]|\['[^']+'\])+$/;
const STEP = /\.([\w-]+)|\[(\d+)\]|\['([^']+)'\]/g;

/** Compiles `$.dynamodb.Keys.sale_id.S`; undefined for what is no path. */
export const compileJsonPath = (text: string): JsonPath | undefined => {
  if (!PATH.test(text)) return undefined;
  const steps = [...text.matchAll(STEP)].map(([, name, index, quoted]) => name ?? index ?? quoted ?? '');
  return (event) =>
    steps.reduce((value, step) => (isContainer(value) && Object.hasOwn(value, step) ? value[step] : undefined), event);
};

const isContainer = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
