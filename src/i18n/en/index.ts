import { accounts } from './accounts.ts';
import { common } from './common.ts';
import { drafts } from './drafts.ts';
import { editor } from './editor.ts';
import { errors } from './errors.ts';
import { gate } from './gate.ts';
import { panel } from './panel.ts';
import { popup } from './popup.ts';
import { preview } from './preview.ts';
import { prune } from './prune.ts';
import { queue } from './queue.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { status } from './status.ts';
import { transfer } from './transfer.ts';

export const en = {
  accounts,
  common,
  drafts,
  editor,
  errors,
  gate,
  panel,
  popup,
  preview,
  prune,
  queue,
  settings,
  shell,
  status,
  transfer,
};
