/** Programs of others that tests ask what a file means, where they are installed (scripts/witnesses). Tests only. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPTS = fileURLToPath(new URL('../../scripts/witnesses', import.meta.url));

/** Where Debian's package puts ImageJ; $IMAGEJ_JAR says another place. Null where it, or Java, is missing. */
function imagejJar(): string | null {
  const jar = process.env.IMAGEJ_JAR ?? '/usr/share/java/ij.jar';
  return existsSync(jar) && spawnSync('java', ['-version']).status === 0 ? jar : null;
}

/** Debian's own Python has Debian's packages, which another one on the path has not. Null where none has the module. */
function pythonWith(module: string): string | null {
  const pythons = ['/usr/bin/python3', 'python3'];
  return pythons.find((python) => spawnSync(python, ['-c', `import ${module}`]).status === 0) ?? null;
}

export interface OtherProgram {
  readonly isThere: boolean;
  /** What it prints, JSON. */
  ask(args: readonly string[]): unknown;
}

/** A Java source of the folder, run with ImageJ. */
export function withImagej(source: string): OtherProgram {
  const jar = imagejJar();
  const options = ['-Djava.awt.headless=true', '-cp', jar ?? '', path.join(SCRIPTS, source)];
  return { isThere: jar !== null, ask: (args) => printed('java', [...options, ...args]) };
}

/** A Python script of the folder that needs a module. */
export function withPython(source: string, module: string): OtherProgram {
  const python = pythonWith(module);
  return {
    isThere: python !== null,
    ask: (args) => printed(python ?? '', [path.join(SCRIPTS, source), ...args]),
  };
}

function printed(command: string, args: readonly string[]): unknown {
  // No files of Python's beside its scripts.
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 28, env });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stderr}`);
  return JSON.parse(stdout);
}
