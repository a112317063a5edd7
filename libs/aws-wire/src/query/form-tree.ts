/** A form whose names are paths (`Entries.member.1.Id`), as the tree that they spell. */
export interface FormNode {
  value: string | undefined;
  readonly children: Map<string, FormNode>;
}

const emptyNode = (): FormNode => ({ value: undefined, children: new Map() });

// Deeper than any input of AWS; a longer name is someone's mischief.
const MAX_DEPTH = 32;

export const readFormTree = (form: string): FormNode => {
  const root = emptyNode();
  for (const [name, value] of new URLSearchParams(form)) {
    let node = root;
    for (const step of name.split('.', MAX_DEPTH)) {
      const child = node.children.get(step) ?? emptyNode();
      node.children.set(step, child);
      node = child;
    }
    node.value = value;
  }
  return root;
};

/** Children named 1, 2, 3, … in the order of those numbers. */
export const numberedChildren = ({ children }: FormNode): readonly FormNode[] =>
  [...children]
    .map(([name, node]) => ({ position: Number(name), node }))
    .filter(({ position }) => Number.isInteger(position) && position > 0)
    .sort((left, right) => left.position - right.position)
    .map(({ node }) => node);
