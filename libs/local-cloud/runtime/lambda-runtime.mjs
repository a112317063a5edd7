// What runs in a function's worker thread: loads the handler, then answers one invocation after the other.
// Plain JavaScript, shipped as it is: a worker starts without a compiler and without the host's module loaders.
import { existsSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import { basename, dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';

const { taskRoot, handler, logFormat, functionName, functionVersion, memoryLimitInMB, logGroupName, logStreamName } =
  workerData;

/** @type {string | undefined} the invocation that log lines belong to */
let requestId;

// --- what the function prints -----------------------------------------------------------------------------------

/** Text travels with the answers through one port, so everything printed before an answer arrives before it. */
const captureOutput = (stream) => {
  stream.write = (chunk, encoding, callback) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    parentPort.postMessage({ kind: 'log', text });
    (typeof encoding === 'function' ? encoding : callback)?.();
    return true;
  };
};

const asJsonLine = (level, values) => {
  const [first] = values;
  const message =
    values.length === 1 && typeof first === 'object' && first !== null && !(first instanceof Error)
      ? first
      : format(...values);
  return JSON.stringify({ timestamp: new Date().toISOString(), level, requestId, message });
};
const asTextLine = (level, values) =>
  [new Date().toISOString(), requestId ?? 'undefined', level, format(...values)].join('\t');

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html */
const decorateConsole = () => {
  const line = logFormat === 'JSON' ? asJsonLine : asTextLine;
  const levels = { trace: 'TRACE', debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' };
  for (const [method, level] of Object.entries(levels))
    console[method] = (...values) => process.stdout.write(`${line(level, values)}\n`);
};

// --- loading the handler ----------------------------------------------------------------------------------------

class HandlerError extends Error {
  constructor(errorType, message) {
    super(message);
    this.name = errorType;
  }
}

const isEsModulePackage = (folder) => {
  const path = join(folder, 'package.json');
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')).type === 'module';
  return folder !== taskRoot && folder.startsWith(taskRoot) && isEsModulePackage(dirname(folder));
};

/**
 * Loads a `.js` file as CommonJS. On Lambda nothing lies above the task root; here a package.json of the host's
 * project may, and its `"type": "module"` must not change what the file is.
 */
const loadCommonJs = (path) => {
  const loaded = new Module(path);
  loaded.filename = path;
  loaded.paths = Module._nodeModulePaths(dirname(path));
  loaded._compile(readFileSync(path, 'utf8'), path);
  return loaded.exports;
};

const loadModule = async (stem) => {
  const script = `${stem}.js`;
  if (existsSync(script) && !isEsModulePackage(dirname(script))) return loadCommonJs(script);
  const path = ['.js', '.mjs', '.cjs'].map((extension) => stem + extension).find(existsSync);
  if (!path) throw new HandlerError('Runtime.ImportModuleError', `Error: Cannot find module '${basename(stem)}'`);
  const loaded = await import(pathToFileURL(path).href);
  return path.endsWith('.cjs') ? loaded.default : loaded;
};

/** `folder/file.member.member` */
const loadHandler = async () => {
  const file = basename(handler).split('.')[0];
  const members = basename(handler).split('.').slice(1);
  const loaded = await loadModule(join(taskRoot, dirname(handler), file));
  const found = members.reduce((value, member) => value?.[member], loaded);
  if (typeof found === 'function') return found;
  throw new HandlerError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
};

// --- invocations ------------------------------------------------------------------------------------------------

const describeError = (error) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
const contextOf = ({ requestId: awsRequestId, invokedFunctionArn, timeoutMs }, settle) => {
  const deadline = performance.now() + timeoutMs;
  return {
    awsRequestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion,
    invokedFunctionArn,
    memoryLimitInMB,
    logGroupName,
    logStreamName,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
    succeed: (result) => settle(undefined, result),
    fail: (error) => settle(error ?? new Error('the handler called context.fail without an error')),
    done: (error, result) => settle(error, result),
  };
};

/**
 * What a handler answers: by the promise it returns, by its callback, or by the context's old functions. As on Lambda, a
 * plain return value is no answer; one without promise and callback ends with null.
 */
const call = (handle, event, invocation) =>
  new Promise((resolve, reject) => {
    const settle = (error, result) => (error === undefined || error === null ? resolve(result) : reject(error));
    const returned = handle(event, contextOf(invocation, settle), settle);
    if (typeof returned?.then === 'function') returned.then(resolve, reject);
    else if (handle.length < 3) resolve(null);
  });

const parse = (payload) => {
  try {
    return { event: JSON.parse(Buffer.from(payload).toString('utf8')) };
  } catch (error) {
    return { invalid: error.message };
  }
};

const answer = async (handle, invocation) => {
  const { event, invalid } = parse(invocation.payload);
  if (invalid !== undefined) return { kind: 'invalidPayload', message: invalid };
  try {
    const result = await call(handle, event, invocation);
    return { kind: 'result', payload: Buffer.from(JSON.stringify(result === undefined ? null : result) ?? 'null') };
  } catch (error) {
    const described = describeError(error);
    console.error('Invoke Error', JSON.stringify({ ...described, stack: described.trace }));
    return { kind: 'error', error: described };
  }
};

const serve = (handle) => {
  parentPort.on('message', async (invocation) => {
    requestId = invocation.requestId;
    const message = await answer(handle, invocation);
    parentPort.postMessage(message);
  });
  // The first answer of a worker says that the handler is loaded.
  parentPort.postMessage({ kind: 'result', payload: new Uint8Array() });
};

captureOutput(process.stdout);
captureOutput(process.stderr);
decorateConsole();
process.on('unhandledRejection', (reason) => {
  const { errorMessage, trace } = describeError(reason);
  parentPort.postMessage({
    kind: 'error',
    fatal: true,
    error: { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage, trace },
  });
});
process.on('uncaughtException', (error) => {
  parentPort.postMessage({ kind: 'error', fatal: true, error: describeError(error) });
});

try {
  serve(await loadHandler());
} catch (error) {
  parentPort.postMessage({ kind: 'error', fatal: true, error: describeError(error) });
}
