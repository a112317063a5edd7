/** The failure of {@link CutShort}. */
export class PowerOff extends Error {}

/** When a run is cut short: at which call, counted from 0, and whether that call still has its effect. */
export interface Cut {
  readonly call: number;
  readonly hasEffect: boolean;
}

/** Cuts everything short at one call of all the ports that it is put over. */
export class CutShort {
  #calls = 0;

  constructor(private readonly cut: Cut | undefined) {}

  over<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        return typeof member === 'function'
          ? (...args: readonly unknown[]) => this.#call(() => Reflect.apply(member, target, args) as Promise<unknown>)
          : member;
      },
    });
  }

  async #call(effect: () => Promise<unknown>): Promise<unknown> {
    const position = this.#calls++;
    if (this.cut && position > this.cut.call) throw new PowerOff();
    if (position !== this.cut?.call) return effect();
    if (this.cut.hasEffect) await effect();
    throw new PowerOff();
  }
}

/** Runs what may be cut short; whether it came to its end. */
export const attempt = async (run: () => Promise<unknown>): Promise<boolean> => {
  try {
    await run();
    return true;
  } catch (error) {
    if (error instanceof PowerOff) return false;
    throw error;
  }
};
