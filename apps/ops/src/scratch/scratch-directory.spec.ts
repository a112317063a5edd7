import { openScratchDirectory } from './scratch-directory.js';

const textOf = async (pieces: AsyncIterable<string>): Promise<string> => {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
};

describe('a scratch directory', () => {
  it('gives back what was appended, by name, in order', async () => {
    await using scratch = await openScratchDirectory();
    await scratch.append('a', 'one\n');
    await scratch.append('b', 'zwei\n');
    await scratch.append('a', 'dös\n');
    expect(await textOf(scratch.read('a'))).toBe('one\ndös\n');
    expect(scratch.sizeOf('a')).toBe(8);
  });

  it('holds nothing under a name that was not written, or was removed', async () => {
    await using scratch = await openScratchDirectory();
    await scratch.append('a', 'one');
    await scratch.remove('a');
    await scratch.remove('never');
    expect(await textOf(scratch.read('a'))).toBe('');
    expect(scratch.sizeOf('a')).toBe(0);
  });
});
