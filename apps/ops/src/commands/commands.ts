import type { Command } from '../command-line/command.js';
import { COMPACT } from './compact.js';
import { DRIFT } from './drift.js';
import { EXPLAIN } from './explain.js';
import { BACKFILL } from './backfill.js';
import { RECONCILE } from './reconcile.js';
import { REDRIVE } from './redrive.js';
import { REPLAY } from './replay.js';

/** Every command, in the order in which `--help` lists them. */
export const COMMANDS: readonly Command[] = [RECONCILE, EXPLAIN, DRIFT, REDRIVE, BACKFILL, REPLAY, COMPACT];
