/** The name with a capital, as logical ids have it: `Sales` for `sales`. */
export const titled = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
