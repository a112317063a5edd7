import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { totalAmount, type Sale } from '@sales-cdc/sales-event';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { seededRandom } from '../random/seeded-random.js';
import { syntheticSales } from '../synthetic/synthetic-sales.js';
import { fileSales } from './file-sales.js';
import { isBadLine, type BadLine } from './row.js';

async function* bytesOf(text: string, chunkSize = text.length): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkSize) yield bytes.subarray(at, at + chunkSize);
}

const read = async (bytes: AsyncIterable<Uint8Array>) => {
  const bad: BadLine[] = [];
  const sales: Sale[] = [];
  for await (const sale of fileSales(bytes)) {
    if (isBadLine(sale)) bad.push(sale);
    else sales.push(sale);
  }
  return { sales, bad };
};

const RETAIL = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const retail = (...lines: string[]) => read(bytesOf([RETAIL, ...lines].join('\r\n')));

describe('fileSales of an online-retail file', () => {
  it('reads an ordinary line', async () => {
    const { sales } = await retail(
      '536365,85123A, WHITE HANGING HEART ,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom',
    );
    expect(sales).toEqual([
      {
        sale_id: '536365-85123A-2',
        product_id: '85123A',
        product_name: 'WHITE HANGING HEART',
        customer_id: '17850',
        country: 'United Kingdom',
        quantity: 6,
        unit_price: '2.55',
        currency: 'GBP',
        status: 'COMPLETED',
        version: 1,
        creation_datetime: '2010-12-01T08:26:00.000Z',
      },
    ]);
  });

  it.each([
    ['"AIRLINE LOUNGE,METAL SIGN"', 'AIRLINE LOUNGE,METAL SIGN'],
    ['"RECORD FRAME 7"" SINGLE SIZE "', 'RECORD FRAME 7" SINGLE SIZE'],
    ['FRAME 7" BLUE', 'FRAME 7" BLUE'],
    ['"TWO\nLINES"', 'TWO\nLINES'],
  ])('reads the description %j', async (cell, name) => {
    const { sales, bad } = await retail(
      `1,A,${cell},1,2010-12-01 08:26:00,2.1,,France`,
      '2,B,NEXT,1,2010-12-01 08:26,1,,',
    );
    expect(sales.map(({ product_name }) => product_name)).toEqual([name, 'NEXT']);
    expect(bad).toEqual([]);
  });

  it('takes a C invoice as cancelled, with its quantity below 0, and another return as completed', async () => {
    const { sales } = await retail(
      'C536379,D,Discount,-1,2010-12-01 09:41:00,27.5,14527.0,United Kingdom',
      '536380,D,Found broken,-3,2010-12-01 09:41:00,0.0,,United Kingdom',
    );
    expect(sales.map(({ status, quantity, unit_price }) => ({ status, quantity, unit_price }))).toEqual([
      { status: 'CANCELLED', quantity: -1, unit_price: '27.5' },
      { status: 'COMPLETED', quantity: -3, unit_price: '0' },
    ]);
  });

  it('keeps every digit of a price that a binary float could not hold', async () => {
    const { sales } = await retail('1,A,X,1,2010-12-01 08:26:00,12345678901234.5678,,');
    expect(sales[0]?.unit_price).toBe('12345678901234.5678');
  });

  it.each([
    ['1,A,,1,2010-12-01 08:26:00,2.1,,', /product_name/],
    ['1,A,X,0,2010-12-01 08:26:00,2.1,,', /quantity/],
    ['1,A,X,1.5,2010-12-01 08:26:00,2.1,,', /quantity/],
    ['1,A,X,1,2010-12-01 08:26:00,-2.1,,', /unit_price/],
    ['1,A,X,1,2010-12-01 08:26:00,,,', /unit_price/],
    ['1,A,X,1000,2010-12-01 08:26:00,99999999999999,,', /total_amount/],
    ['1,A,X,1,2010-02-30 08:26:00,1,,', /InvoiceDate/],
    [',A,X,1,2010-12-01 08:26:00,1,,', /InvoiceNo/],
    ['1,A,X,1,2010-12-01 08:26:00,1', /6 cells where the header has 8/],
    ['1,A,"X,1,2010-12-01 08:26:00,1,,', /quote/],
    ['x'.repeat(200_000), /longer than/],
  ])('reports the line %.60j and goes on', async (line, reason) => {
    const { sales, bad } = await retail(line, '2,B,"NEXT, ONE",1,2010-12-01 08:26:00,1,,');
    expect(bad).toEqual([{ line: 2, reason: expect.stringMatching(reason) as string }]);
    expect(sales.map(({ product_name }) => product_name)).toEqual(['NEXT, ONE']);
  });

  it('loses one line, not more, to a quote that is never closed, wherever the next quotes stand', async () => {
    const good = (n: number) => `${n},A,${n % 3 === 0 ? `"NAME, ${n}"` : `NAME ${n}`},1,2010-12-01 08:26:00,1,,`;
    const lines = Array.from({ length: 60 }, (_, n) => good(n));
    lines.splice(7, 0, '7,A,"BROKEN,1,2010-12-01 08:26:00,1,,');
    const { sales, bad } = await retail(...lines);
    expect(bad.map(({ line }) => line)).toEqual([9]);
    expect(sales).toHaveLength(60);
  });

  it('accounts for every line of the real file, to the last digit of its turnover', async () => {
    const path = join(import.meta.dirname, '../../../../../shared/data/online-retail-2010-12-01-to-09.csv.gz');
    if (!existsSync(path)) {
      console.warn('The real sales do not stand beside the project: skipped.');
      return;
    }
    const text = gunzipSync(readFileSync(path)).toString();
    const { sales, bad } = await read(bytesOf(text, 65_536));
    expect(sales.length + bad.length).toBe(22_523);
    expect(new Set(sales.map(({ sale_id }) => sale_id)).size).toBe(sales.length);
    expect(bad.every(({ reason }) => reason.includes('product_name'))).toBe(true);
    expect(sales.filter(({ status }) => status === 'CANCELLED').length).toBeGreaterThan(300);

    const rows: Record<string, string>[] = parse(text, { columns: true });
    const named = rows.filter(({ Description = '' }) => Description.trim() !== '');
    const turnover = named.reduce(
      (sum, { Quantity = '', UnitPrice = '' }) => sum + BigInt(Quantity) * places(UnitPrice),
      0n,
    );
    const total = ({ quantity, unit_price }: Sale) => {
      const amount = totalAmount(quantity, unit_price);
      return amount._tag === 'Right' ? places(amount.right) : undefined;
    };
    expect(sales.reduce((sum, sale) => sum + (total(sale) ?? 0n), 0n)).toBe(turnover);
  });
});

/** Decimal text in whole ten-thousandths. */
const places = (decimal: string): bigint => {
  const [whole = '', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(4, '0'));
};

describe('fileSales of a file with the sale’s own columns', () => {
  const SALES = (() => {
    const sales = syntheticSales(5, () => 0);
    return Array.from({ length: 20 }, () => sales.next().value);
  })();
  const columns = Object.keys(SALES[0] ?? {});
  const csv = [
    columns.join(','),
    ...SALES.map((sale) =>
      columns.map((column) => `"${String(sale[column as keyof Sale] ?? '').replaceAll('"', '""')}"`).join(','),
    ),
  ].join('\n');
  const ndjson = SALES.map((sale) => JSON.stringify(sale)).join('\n');

  it('reads back what was written, as CSV and as NDJSON, in chunks of any size', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(csv, ndjson, `\uFEFF${csv}`),
        fc.integer({ min: 1, max: 200 }),
        async (text, size) => {
          expect(await read(bytesOf(text, size))).toEqual({ sales: SALES, bad: [] });
        },
      ),
      { numRuns: 30 },
    ));

  it('never throws, whatever stands below the header', () => {
    const random = seededRandom(9, 9);
    return fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const size = 1 + random.below(10);
        await expect(read(bytesOf(`${columns.join(',')}\n${text}`, size))).resolves.toBeDefined();
        await expect(read(bytesOf(`{}\n${text}`, size))).resolves.toBeDefined();
      }),
    );
  });

  const minimal = '"sale_id":"1","product_id":"P","product_name":"X","quantity":2,"currency":"EUR"';

  it('keeps the digits of a price that is a JSON number, and fills in status and version', async () => {
    const line = `{${minimal},"unit_price":12345678901234.5678,"creation_datetime":"2026-01-02T03:04:05+01:00"}`;
    const { sales } = await read(bytesOf(line));
    expect(sales).toMatchObject([
      {
        unit_price: '12345678901234.5678',
        status: 'COMPLETED',
        version: 1,
        creation_datetime: '2026-01-02T02:04:05.000Z',
      },
    ]);
  });

  it.each([
    ['[1]', /not a JSON object/],
    ['{"sale_id":', /not a JSON object/],
    ['{"sale_id":"1","colour":"red"}', /a sale has no colour/],
    ['{"sale_id":"1"}', /product_id/],
  ])('reports the NDJSON line %s', async (line, reason) => {
    const { bad } = await read(bytesOf(`{}\n${line}`));
    expect(bad[1]).toEqual({ line: 2, reason: expect.stringMatching(reason) as string });
  });

  it.each([
    ['name,price\nx,1', 'no column of it is known'],
    [`${csv.split('\n', 1)[0] ?? ''},colour`, 'unknown: colour'],
    ['sale_id,product_id\n1,2', 'missing: product_name, quantity, unit_price, currency, creation_datetime'],
  ])('refuses a file with other columns', async (text, fault) => {
    await expect(read(bytesOf(text))).rejects.toThrow(fault);
  });
});
