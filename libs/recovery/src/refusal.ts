/** Something that is refused before anything is changed: its message is one sentence that says why and what to do. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
