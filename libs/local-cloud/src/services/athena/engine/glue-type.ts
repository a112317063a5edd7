/** The type of a column as the catalog writes it: `decimal(18,4)`, `struct<sku:string,count:int>`. */
export type GlueType =
  | { readonly kind: 'scalar'; readonly duckdb: string }
  | { readonly kind: 'array'; readonly element: GlueType }
  | { readonly kind: 'map'; readonly key: GlueType; readonly value: GlueType }
  | { readonly kind: 'struct'; readonly fields: readonly { readonly name: string; readonly type: GlueType }[] };

/** https://docs.aws.amazon.com/athena/latest/ug/data-types.html */
const SCALARS: Readonly<Record<string, string>> = {
  boolean: 'BOOLEAN',
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  int: 'INTEGER',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  float: 'FLOAT',
  double: 'DOUBLE',
  decimal: 'DECIMAL(10,0)',
  string: 'VARCHAR',
  varchar: 'VARCHAR',
  char: 'VARCHAR',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
};

/** Reads a type; undefined when Athena's JSON tables know no such type. */
export const parseGlueType = (text: string): GlueType | undefined => {
  const tokens = text.toLowerCase().match(/[a-z0-9_$-]+|[<>(),:]/g) ?? [];
  const parser = new TypeParser(tokens);
  const type = parser.type();
  return type && parser.atEnd ? type : undefined;
};

class TypeParser {
  #position = 0;

  constructor(private readonly tokens: readonly string[]) {}

  get atEnd(): boolean {
    return this.#position === this.tokens.length;
  }

  type(): GlueType | undefined {
    const name = this.#next();
    if (name === 'array') return this.#array();
    if (name === 'map') return this.#map();
    if (name === 'struct') return this.#struct();
    return this.#scalar(name);
  }

  #array(): GlueType | undefined {
    if (!this.#take('<')) return undefined;
    const element = this.type();
    return element && this.#take('>') ? { kind: 'array', element } : undefined;
  }

  #map(): GlueType | undefined {
    if (!this.#take('<')) return undefined;
    const key = this.type();
    const value = this.#take(',') ? this.type() : undefined;
    return key && value && this.#take('>') ? { kind: 'map', key, value } : undefined;
  }

  #struct(): GlueType | undefined {
    if (!this.#take('<')) return undefined;
    const fields: { name: string; type: GlueType }[] = [];
    do {
      const name = this.#next();
      const type = this.#take(':') ? this.type() : undefined;
      if (name === undefined || !type) return undefined;
      fields.push({ name, type });
    } while (this.#take(','));
    return this.#take('>') ? { kind: 'struct', fields } : undefined;
  }

  #scalar(name = ''): GlueType | undefined {
    const parameters = this.#parameters();
    const duckdb = SCALARS[name];
    if (duckdb === undefined || parameters === undefined) return undefined;
    if (name !== 'decimal' || parameters.length === 0) return { kind: 'scalar', duckdb };
    const [precision = 0, scale = 0] = parameters;
    return precision >= 1 && precision <= 38 && scale <= precision
      ? { kind: 'scalar', duckdb: `DECIMAL(${precision},${scale})` }
      : undefined;
  }

  #parameters(): readonly number[] | undefined {
    const parameters: number[] = [];
    if (!this.#take('(')) return parameters;
    do parameters.push(Number(this.#next()));
    while (this.#take(','));
    return this.#take(')') && parameters.every(Number.isInteger) ? parameters : undefined;
  }

  #next(): string | undefined {
    return this.tokens[this.#position++];
  }

  #take(token: string): boolean {
    if (this.tokens[this.#position] !== token) return false;
    this.#position++;
    return true;
  }
}

/** The same type with each scalar, in DuckDB's words, replaced. */
export const withScalars = (type: GlueType, replace: (duckdb: string) => string): GlueType => {
  switch (type.kind) {
    case 'scalar':
      return { kind: 'scalar', duckdb: replace(type.duckdb) };
    case 'array':
      return { kind: 'array', element: withScalars(type.element, replace) };
    case 'map':
      return { kind: 'map', key: withScalars(type.key, replace), value: withScalars(type.value, replace) };
    case 'struct':
      return {
        kind: 'struct',
        fields: type.fields.map((field) => ({ name: field.name, type: withScalars(field.type, replace) })),
      };
  }
};

/** Whether a value of the type holds decimals, whose digits must not pass through a binary float. */
export const holdsDecimals = (type: GlueType): boolean => {
  switch (type.kind) {
    case 'scalar':
      return type.duckdb.startsWith('DECIMAL');
    case 'array':
      return holdsDecimals(type.element);
    case 'map':
      return holdsDecimals(type.key) || holdsDecimals(type.value);
    case 'struct':
      return type.fields.some((field) => holdsDecimals(field.type));
  }
};
