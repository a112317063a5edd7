import fc from 'fast-check';
import { gunzipSync } from 'node:zlib';
import { GzipBody } from './gzip-body.js';

describe('GzipBody', () => {
  it('unzips to what was appended', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 2000 })),
        fc.integer({ min: 1, max: 200 }),
        async (chunks, times) => {
          const body = new GzipBody();
          const all = Array.from({ length: times }, () => chunks).flat();
          for (const chunk of all) body.append(chunk);
          expect(gunzipSync(await body.finish()).equals(Buffer.concat(all))).toBe(true);
        },
      ),
      { numRuns: 30 },
    ));

  it('holds data compressed while it grows', async () => {
    const body = new GzipBody();
    for (let count = 0; count < 256; count += 1) body.append(Buffer.alloc(4096, 'sale '));
    const whole = await body.finish();
    expect(body.heldBytes).toBeLessThan(64 * 1024);
    expect(gunzipSync(whole)).toHaveLength(1024 * 1024);
  });
});
