/** A trial: weights loaded once for the four threads of a subgroup. `npx vitest run --project gpu src/kernels/conv3x3/subgroupTrial`. */
import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { addOuterProducts, declareSums, range, sumName } from '../correlation/registerTile';
import { parseCorrelationTile } from '../correlation/tileName';
import type { KernelProgram } from '../program';
import { wholeSource } from '../wgsl/source';
import { conv3x3Forward } from './forward';
import type { Conv3x3Shape } from './shape';

/** `valid`, C to C channels, output S x S, bias and ReLU; threads of a subgroup (4) share their channels. */
function shared(C: number, S: number, pixels: number, G: number, sub: boolean): KernelProgram {
  const g = C / 4;
  const across = S / pixels;
  const places = across * S;
  const threads = (places * g) / G;
  const width = S + 2;
  const tile = { pixels, groups: G };
  const columns = range(pixels + 2).map((i) => `let x${i} = a[start + ${i * g}];`);
  const at = (kx: number, input: string, o: number) =>
    `weights[((ky * 3 + ${kx}) * ${C} + group * 4 + ${input}) * ${g} + firstGroup + ${o}]`;
  const mine = range(3).flatMap((kx) =>
    range(G).map((o) => `let mine${kx}_${o} = ${at(kx, 'i32(lane)', o)};`),
  );
  const products = addOuterProducts({ tile, kernel: 3, stride: 1, column: (i) => `x${i}` }, (kx, input, o) =>
    sub ? `subgroupBroadcast(mine${kx}_${o}, ${input}u)` : at(kx, `${input}`, o),
  );
  const stores = range(pixels).flatMap((p) =>
    range(G).map(
      (o) => `out[(y * ${S} + x0 + ${p}) * ${g} + firstGroup + ${o}] = max(vec4f(), ${sumName(p, o)});`,
    ),
  );
  const wgsl = `${sub ? 'enable subgroups;' : ''}
@group(0) @binding(0) var<storage, read_write> a: array<vec4f, ${width * width * g}>;
@group(0) @binding(1) var<storage, read_write> weights: array<vec4f, ${9 * C * g}>;
@group(0) @binding(2) var<storage, read_write> bias: array<vec4f, ${g}>;
@group(0) @binding(3) var<storage, read_write> out: array<vec4f, ${S * S * g}>;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u${sub ? ', @builtin(subgroup_invocation_id) lane: u32' : ''}) {
  let thread = min(i32(id.x), ${threads - 1});
  let firstGroup = thread / ${places} * ${G}; let place = thread % ${places};
  let x0 = (place % ${across}) * ${pixels}; let y = place / ${across};
  ${declareSums(tile, (o) => `bias[firstGroup + ${o}]`)}
  for (var ky = 0; ky < 3; ky++) { for (var group = 0; group < ${g}; group++) {
    let start = ((y + ky) * ${width} + x0) * ${g} + group;
    ${columns.join('\n')}
    ${sub ? mine.join('\n') : ''}
    ${products}
  } }
  ${stores.join('\n')}
}`;
  const b = (name: string, bytes: number) => ({ name, access: 'read', bytes }) as const;
  const bindings = [
    b('a', width * width * C * 4),
    b('weights', 9 * C * C * 4),
    b('bias', C * 4),
    b('out', S * S * C * 4),
  ];
  return { label: 'trial', wgsl, bindings, workgroups: [Math.ceil(threads / 64), 1, 1] };
}

async function prepare(program: KernelProgram) {
  const adapter = await navigator.gpu.requestAdapter();
  device ??= await adapter?.requestDevice({ requiredFeatures: ['subgroups'] });
  const d = device as GPUDevice;
  const buffers = program.bindings.map(({ bytes }) => {
    const buffer = d.createBuffer({
      size: bytes,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC,
      mappedAtCreation: true,
    });
    new Float32Array(buffer.getMappedRange()).forEach((_, i, v) => {
      v[i] = ((i * 7) % 13) / 13 - 0.5;
    });
    buffer.unmap();
    return buffer;
  });
  const pipeline = await d.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: d.createShaderModule({ code: program.wgsl }) },
  });
  const group = d.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
  const run = async (n: number) => {
    const e = d.createCommandEncoder();
    const p = e.beginComputePass();
    p.setPipeline(pipeline);
    p.setBindGroup(0, group);
    for (let i = 0; i < n; i++) p.dispatchWorkgroups(...program.workgroups);
    p.end();
    d.queue.submit([e.finish()]);
    await d.queue.onSubmittedWorkDone();
  };
  const sum = async () => {
    const out = buffers.at(-1) as GPUBuffer;
    const staging = d.createBuffer({
      size: out.size,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    const e = d.createCommandEncoder();
    e.copyBufferToBuffer(out, 0, staging, 0, out.size);
    d.queue.submit([e.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    return new Float32Array(staging.getMappedRange()).reduce((s, v, i) => s + v * ((i % 7) + 1), 0);
  };
  return { run, sum };
}
let device: GPUDevice | undefined;

test('trial', async () => {
  const out: string[] = [];
  for (const [C, S] of [
    [16, 64],
    [32, 32],
    [64, 16],
    [128, 16],
    [64, 64],
  ] as const) {
    const source = wholeSource(S + 2, S + 2, C);
    const shape: Conv3x3Shape = { batch: 1, sources: [source], region: source, outChannels: C, pad: 0 };
    const programs: Record<string, KernelProgram> = {};
    for (const name of ['direct pixels=16 groups=2 rows=1', 'direct pixels=16 groups=4 rows=1'])
      programs[name] = conv3x3Forward(shape, {
        variant: parseCorrelationTile(name),
        bias: true,
        activation: { kind: 'relu' },
        statistics: false,
      });
    for (const [p, G] of [
      [16, 1],
      [16, 2],
      [16, 4],
      [8, 2],
      [8, 4],
    ] as const)
      programs[`subgroups ${p} ${G}`] = shared(C, S, p, G, true);
    programs['same places, no subgroups 16 2'] = shared(C, S, 16, 2, false);
    const rows = [];
    for (const [name, program] of Object.entries(programs)) {
      const { run, sum } = await prepare(program);
      await run(1);
      rows.push({ name, run, sum: await sum(), cpu: [] as number[], wall: [] as number[] });
    }
    const reps = Math.max(1, Math.round(1e8 / (S * S * 9 * C * C)));
    for (let round = 0; round < 7; round++)
      for (const row of rows) {
        const c = process.cpuUsage();
        const w = performance.now();
        await row.run(reps);
        const used = process.cpuUsage(c);
        row.cpu.push((used.user + used.system) / 1e3 / reps);
        row.wall.push((performance.now() - w) / reps);
      }
    const med = (v: number[]) => v.toSorted((x, y) => x - y)[v.length >> 1] ?? 0;
    const base = rows[0];
    if (!base) continue;
    for (const r of rows)
      out.push(
        `${C}@${S} ${r.name}: cpu median ${med(r.cpu).toFixed(2)} best ${Math.min(...r.cpu).toFixed(2)}, x${(med(base.cpu) / med(r.cpu)).toFixed(2)} / x${(Math.min(...base.cpu) / Math.min(...r.cpu)).toFixed(2)}; wall best ${Math.min(...r.wall).toFixed(2)} sum ${r.sum.toFixed(3)}`,
      );
    writeFileSync('subgroup-trial.txt', `${out.join('\n')}\n`);
  }
}, 600_000);
