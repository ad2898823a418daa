#!/usr/bin/env node
// Launcher: the commands are TypeScript, which Node 20 reads through tsx.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
