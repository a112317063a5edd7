/**
 * How many cases of each service's contract specs pass, against the committed count, which may only rise.
 *
 * @typedef {Readonly<Record<string, number>>} Counts  Passed cases by service.
 * @typedef {{ testFilePath: string, testResults: readonly { status: string }[] }} FileResult  As jest reports a file.
 */

const CONTRACT_SPEC = /[\\/]src[\\/]services[\\/]([^\\/]+)[\\/](?:.*[\\/])?[^\\/]+\.contract\.spec\.ts$/;

/** The service whose contract the file tests; undefined for any other file. @param {string} path */
export const serviceOf = (path) => CONTRACT_SPEC.exec(path)?.[1];

/**
 * Counts the cases that passed, of those services only whose every contract spec ran. A case that was skipped, left to
 * do or pushed aside by `it.only` has not passed.
 *
 * @param {readonly FileResult[]} results @param {readonly string[]} specs every contract spec there is
 * @param {readonly string[]} committed services that had cases; one without a spec any more counts 0
 * @returns {Counts}
 */
export const countPassed = (results, specs, committed) => {
  const ran = new Map(results.map(({ testFilePath, testResults }) => [testFilePath, testResults]));
  const services = new Set([...committed, ...specs.flatMap((path) => serviceOf(path) ?? [])]);
  return Object.fromEntries(
    [...services].sort().flatMap((service) => {
      const own = specs.filter((path) => serviceOf(path) === service);
      if (!own.every((path) => ran.has(path))) return [];
      const cases = own.flatMap((path) => ran.get(path) ?? []);
      return [[service, cases.filter(({ status }) => status === 'passed').length]];
    }),
  );
};

/** One sentence for each service that passes fewer cases than were committed. @param {Counts} committed @param {Counts} passed */
export const falls = (committed, passed) =>
  Object.entries(passed).flatMap(([service, count]) =>
    count < (committed[service] ?? 0)
      ? [`${service}: ${count} contract tests pass; ${committed[service]} are committed, and the count may only rise.`]
      : [],
  );

/** One line for each service that passes more. @param {Counts} committed @param {Counts} passed */
export const rises = (committed, passed) =>
  Object.entries(passed).flatMap(([service, count]) =>
    count > (committed[service] ?? 0) ? [`${service}: ${committed[service] ?? 0} → ${count}`] : [],
  );

/** @param {Counts} counts */
export const sumOf = (counts) => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** The text of the committed file, services in their order. @param {Counts} counts */
export const fileOf = (counts) => {
  const services = Object.fromEntries(Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1)));
  return `${JSON.stringify({ total: sumOf(services), services }, null, 2)}\n`;
};
