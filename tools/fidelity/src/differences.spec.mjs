/* global describe, expect, it, __dirname */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findDifferences, notesOf, withDifferences } from './differences.mjs';

const root = join(__dirname, '..', '..', '..');

describe('notesOf', () => {
  it('reads a note from a line comment that goes on over lines', () => {
    expect(notesOf('// Differs: one\n// and two.\nconst a = 1;\n')).toEqual(['One and two.']);
  });

  it('reads a note from within a docstring, up to the end of its paragraph', () => {
    expect(notesOf('/**\n * What it is. Differs: less\n * than AWS.\n *\n * More.\n */\n')).toEqual(['Less than AWS.']);
  });

  it('reads nothing from code', () => {
    expect(notesOf("const text = 'Differs: not';\n")).toEqual([]);
  });
});

describe('docs/fidelity.md', () => {
  it('lists every difference that the code notes; after a change run "npx nx run fidelity:write"', () => {
    const page = readFileSync(join(root, 'docs', 'fidelity.md'), 'utf8');
    const differences = findDifferences(root);
    expect(differences.length).toBeGreaterThan(0);
    expect(page).toBe(withDifferences(page, differences));
  });
});
