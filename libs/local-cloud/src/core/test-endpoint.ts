import { createWireServer, type WireServer } from '@sales-cdc/aws-wire';
import type { CloudService } from './service.js';

/** Services on a wire of their own, for specs that talk to them through the SDK. A defect of ours fails its disposal. */
export class TestEndpoint implements AsyncDisposable {
  private constructor(
    private readonly server: WireServer,
    private readonly defects: readonly unknown[],
  ) {}

  static async of(...services: readonly Pick<CloudService, 'wire'>[]): Promise<TestEndpoint> {
    const wires = services.map(({ wire }) => {
      if (!wire) throw new Error('A service is not on the wire.');
      return wire;
    });
    const defects: unknown[] = [];
    const onDefect = (error: unknown): void => void defects.push(error);
    return new TestEndpoint(await createWireServer({ host: '127.0.0.1', port: 0, services: wires, onDefect }), defects);
  }

  get url(): string {
    return this.server.url;
  }

  /** What a client of the SDK is made with to reach them, and to ask once. */
  get client() {
    return {
      endpoint: this.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' },
      maxAttempts: 1,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
    if (this.defects.length > 0) throw new Error('A service has a defect.', { cause: this.defects[0] });
  }
}
