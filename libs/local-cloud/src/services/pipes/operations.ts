import type { Api } from '../../core/operation.js';
import { describePipe } from './describe-pipe.js';
import { listPipes } from './list-pipes.js';
import { startPipe } from './start-pipe.js';
import { stopPipe } from './stop-pipe.js';

export const operations = {
  DescribePipe: describePipe,
  ListPipes: listPipes,
  StartPipe: startPipe,
  StopPipe: stopPipe,
};

export type PipesApi = Api<typeof operations>;
