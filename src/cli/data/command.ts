import type { Command } from 'commander';
import { pathOf } from '../pathOptions.js';

/** Gives `data` its sub-commands; `finish` gets the exit code. */
export function describeData(group: Command, finish: (code: number) => void): void {
  group.addHelpText('after', groupNotes);
  group
    .command('list')
    .description('print which data sets are there, where, and how to get the others')
    .option('--data <dir>', folderText, pathOf('--data'))
    .option('--json', 'print the list as JSON')
    .addHelpText('after', listNotes)
    .action(async (options: { readonly data?: string; readonly json?: boolean }) => {
      const { listDatasets } = await import('./list.js');
      finish(listDatasets(options));
    });
  group
    .command('get')
    .description('download data sets and compare them with the checksums of the originals')
    .argument('[names...]', 'mnist, fashion-mnist, cifar10, cifar100, digits')
    .option('--data <dir>', targetText, pathOf('--data'))
    .addHelpText('after', getNotes)
    .action(async (names: string[], options: { readonly data?: string }) => {
      const { getDatasets } = await import('./get.js');
      finish(await getDatasets(names, options));
    });
  group
    .command('check')
    .description('compare data sets that are there with the originals, byte for byte')
    .argument('[names...]', 'data sets that have to be there (default: check all that are)')
    .option('--data <dir>', folderText, pathOf('--data'))
    .addHelpText('after', checkNotes)
    .action(async (names: string[], options: { readonly data?: string }) => {
      const { checkData } = await import('./check.js');
      finish(checkData(names, options));
    });
}

const targetText = 'folder to put them in (default: HEAVYTAIL_DATA, else ~/.local/share/heavytail)';
const folderText = 'folder with data sets (default: HEAVYTAIL_DATA, then the usual ones)';

const groupNotes = `
Examples:
  heavytail data list
  heavytail data get mnist
  heavytail data check`;

const listNotes = `
Data sets are looked for in the folder of --data alone, or else in the folder
that HEAVYTAIL_DATA names, ~/.local/share/heavytail, ~/.cache/heavytail and
../shared/data beside heavytail.

Examples:
  heavytail data list
  heavytail data list --data /scratch/data --json`;

const getNotes = `
An interrupted download goes on where it ended when the command is given again.
The proxy of HTTPS_PROXY is used, except for the hosts of NO_PROXY.

Exit codes:
  0 all are there; 1 one could not be downloaded, or wrong usage;
  130 interrupted, what has arrived is kept.

Examples:
  heavytail data get mnist
  heavytail data get cifar10 cifar100 --data /scratch/data`;

const checkNotes = `
Exit codes:
  0 all files are as in the original; 1 one is missing, damaged or another one.

Examples:
  heavytail data check
  heavytail data check mnist --data /scratch/data`;
