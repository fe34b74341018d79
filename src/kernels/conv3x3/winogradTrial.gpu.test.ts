/** A trial of Winograd convolutions beside the direct ones, by CPU time: run it with `npx vitest run --project gpu src/kernels/conv3x3/winogradTrial`. */
import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { prepareDispatch } from '../../testing/prepareDispatch';
import { parseCorrelationTile } from '../correlation/tileName';
import type { KernelProgram } from '../program';
import { wholeSource } from '../wgsl/source';
import { conv3x3Forward } from './forward';
import type { Conv3x3Shape } from './shape';

const R = (n: number) => Array.from({ length: n }, (_, i) => i);
/** same padding, C to C, square, bias+relu; U is [16][C/4 in][C out] vec4 of 4 inputs. */
function wino2d(C: number, S: number, T: number, G: number): KernelProgram {
  const g = C / 4;
  const across = S / 2 / T,
    ch = g / G,
    threads = across * (S / 2) * ch;
  const lines: string[] = [];
  const B = [
    (d: (i: number) => string) => `${d(0)} - ${d(2)}`,
    (d: (i: number) => string) => `${d(1)} + ${d(2)}`,
    (d: (i: number) => string) => `${d(2)} - ${d(1)}`,
    (d: (i: number) => string) => `${d(1)} - ${d(3)}`,
  ];
  for (const r of R(4))
    for (const c of R(2 * T + 2)) {
      const test = [
        r === 0 ? 'y0 > 0' : r === 3 ? `y0 + 2 < ${S}` : '',
        c === 0 ? 'x0 > 0' : c === 2 * T + 1 ? `x0 + ${2 * T} < ${S}` : '',
      ]
        .filter(Boolean)
        .join(' && ');
      const at = `((y0 + ${r - 1}) * ${S} + x0 + ${c - 1}) * ${g} + group`;
      lines.push(
        test
          ? `let i${r}_${c} = ${test}; let d${r}_${c} = select(vec4f(), a[select(0, ${at}, i${r}_${c})], i${r}_${c});`
          : `let d${r}_${c} = a[${at}];`,
      );
    }
  for (const c of R(2 * T + 2))
    for (const p of R(4)) lines.push(`let e${p}_${c} = ${B[p]?.((i) => `d${i}_${c}`)};`);
  for (const t of R(T))
    for (const p of R(4))
      for (const q of R(4)) lines.push(`let v${p * 4 + q}_${t} = ${B[q]?.((i) => `e${p}_${2 * t + i}`)};`);
  for (const o of R(G))
    for (const p of R(16))
      for (const c of R(4)) {
        lines.push(`let u${p}_${o}_${c} = u[(${p * g} + group) * ${C} + (firstGroup + ${o}) * 4 + ${c}];`);
        for (const t of R(T)) lines.push(`m${p}_${t}_${o}.${'xyzw'[c]} += dot(v${p}_${t}, u${p}_${o}_${c});`);
      }
  const end: string[] = [];
  for (const o of R(G))
    for (const t of R(T)) {
      const m = (p: number, q: number) => `m${p * 4 + q}_${t}_${o}`;
      for (const q of R(4))
        end.push(
          `let r0_${q}_${t}_${o} = ${m(0, q)} + ${m(1, q)} + ${m(2, q)}; let r1_${q}_${t}_${o} = ${m(1, q)} - ${m(2, q)} - ${m(3, q)};`,
        );
      for (const r of R(2)) {
        const n = (q: number) => `r${r}_${q}_${t}_${o}`;
        const at = (c: number) => `((y0 + ${r}) * ${S} + x0 + ${2 * t + c}) * ${g} + firstGroup + ${o}`;
        end.push(
          `out[${at(0)}] = max(vec4f(), bias[firstGroup + ${o}] + ${n(0)} + ${n(1)} + ${n(2)});`,
          `out[${at(1)}] = max(vec4f(), bias[firstGroup + ${o}] + ${n(1)} - ${n(2)} - ${n(3)});`,
        );
      }
    }
  const wgsl = `
@group(0) @binding(0) var<storage, read_write> a: array<vec4f, ${S * S * g}>;
@group(0) @binding(1) var<storage, read_write> u: array<vec4f, ${16 * g * C}>;
@group(0) @binding(2) var<storage, read_write> bias: array<vec4f, ${g}>;
@group(0) @binding(3) var<storage, read_write> out: array<vec4f, ${S * S * g}>;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) {
  let thread = i32(id.x); if (thread >= ${threads}) { return; }
  let firstGroup = (thread % ${ch}) * ${G}; let place = thread / ${ch};
  let x0 = (place % ${across}) * ${2 * T}; let y0 = place / ${across} * 2;
  ${R(G)
    .flatMap((o) => R(T).flatMap((t) => R(16).map((p) => `var m${p}_${t}_${o} = vec4f();`)))
    .join('\n')}
  for (var group = 0; group < ${g}; group++) { ${lines.join('\n')} }
  ${end.join('\n')}
}`;
  const b = (name: string, bytes: number) => ({ name, access: 'read', bytes }) as const;
  return {
    label: `wino ${T} ${G}`,
    wgsl,
    bindings: [b('a', S * S * C * 4), b('u', 16 * C * C * 4), b('bias', C * 4), b('out', S * S * C * 4)],
    workgroups: [Math.ceil(threads / 64), 1, 1],
  };
}

test('trial', async () => {
  const out: string[] = [];
  for (const [C, S] of [
    [16, 64],
    [32, 32],
    [64, 16],
    [128, 16],
    [64, 64],
  ] as const) {
    const source = wholeSource(S, S, C);
    const shape: Conv3x3Shape = { batch: 1, sources: [source], region: source, outChannels: C, pad: 1 };
    const programs: Record<string, KernelProgram> = {};
    for (const name of [
      'direct pixels=16 groups=2 rows=1',
      'direct pixels=16 groups=4 rows=1',
      'direct pixels=8 groups=4 rows=1',
      'winograd pixels=16 groups=2 rows=1 outputs=4',
      'winograd pixels=16 groups=4 rows=1 outputs=4',
    ])
      programs[name] = conv3x3Forward(shape, {
        variant: parseCorrelationTile(name),
        bias: true,
        activation: { kind: 'relu' },
        statistics: false,
      });
    for (const [T, G] of [
      [1, 1],
      [1, 2],
      [2, 1],
      [2, 2],
      [4, 1],
      [4, 2],
    ] as const)
      programs[`2D tiles=${T} groups=${G}`] = wino2d(C, S, T, G);
    const rows: { name: string; run: () => Promise<void>; compile: number; cpu: number[]; wall: number[] }[] =
      [];
    for (const [name, program] of Object.entries(programs)) {
      const start = process.cpuUsage();
      const run = await prepareDispatch(program);
      await run();
      const used = process.cpuUsage(start);
      rows.push({ name, run, compile: (used.user + used.system) / 1e3, cpu: [], wall: [] });
    }
    const reps = Math.max(1, Math.round(2e8 / (S * S * 9 * C * C)));
    for (let round = 0; round < 7; round++)
      for (const row of rows) {
        const c = process.cpuUsage();
        const w = performance.now();
        for (let i = 0; i < reps; i++) await row.run();
        const used = process.cpuUsage(c);
        row.cpu.push((used.user + used.system) / 1e3 / reps);
        row.wall.push((performance.now() - w) / reps);
      }
    const med = (v: number[]) => v.toSorted((x, y) => x - y)[v.length >> 1] ?? 0;
    const base = rows[0];
    if (!base) continue;
    for (const r of rows)
      out.push(
        `${C}@${S} ${r.name}: cpu median ${med(r.cpu).toFixed(2)} best ${Math.min(...r.cpu).toFixed(2)} ms, x${(med(base.cpu) / med(r.cpu)).toFixed(2)} / x${(Math.min(...base.cpu) / Math.min(...r.cpu)).toFixed(2)}; wall best ${Math.min(...r.wall).toFixed(2)} x${(Math.min(...base.wall) / Math.min(...r.wall)).toFixed(2)}; compile ${r.compile.toFixed(0)} CPU-ms`,
      );
    writeFileSync('winograd-trial.txt', out.join('\n') + '\n');
  }
}, 600_000);
