/**
 * Collects the dispatches of a plan over tensors that have no place yet. `placeDrafts` gives them one. Used by
 * compileTraining and compilePrediction.
 */
import { assert, defined } from '../../../common/assert';
import type { KernelProgram } from '../../../kernels/program';

/** A stretch of GPU memory before it has a place; the object itself is its identity. */
export interface PlanTensor {
  /** For messages: `encoder.0.conv1 output`. */
  readonly name: string;
  readonly bytes: number;
  /**
   * `pass`: needed from its first to its last dispatch. `plan`: holds its contents from pass to pass, or is seen
   * by the host. `parameters`: the same, and alone in the first slab, so that two plans can share it.
   */
  readonly lifetime: 'pass' | 'plan' | 'parameters';
}

/** A part of a tensor. */
export interface View {
  readonly tensor: PlanTensor;
  /** Bytes from the tensor's start, a multiple of 256. */
  readonly offset: number;
  readonly bytes: number;
}

/** A tensor or a part of one. */
export type Operand = PlanTensor | View;

/** The program of a dispatch in the first micro-batch of a step, and in the later ones where it adds up. */
export interface AccumulatingProgram {
  readonly first: KernelProgram;
  readonly next: KernelProgram;
}

/** A dispatch over tensors without a place. */
export interface Draft extends AccumulatingProgram {
  readonly op: string;
  /** One for each binding, in their order. */
  readonly views: readonly View[];
}

export class PlanBuilder {
  private list: Draft[] = [];

  /** The dispatches added since the last call. */
  take(): readonly Draft[] {
    const taken = this.list;
    this.list = [];
    return taken;
  }

  /** A tensor needed within one pass only. */
  tensor(name: string, bytes: number): PlanTensor {
    return { name, bytes, lifetime: 'pass' };
  }

  /** Adds a dispatch. `operands` are by name of the program's bindings; others are left aside. */
  add(
    op: string,
    program: KernelProgram | AccumulatingProgram,
    operands: Readonly<Record<string, Operand | null>>,
  ): void {
    const { first, next } = 'first' in program ? program : { first: program, next: program };
    const views = first.bindings.map(({ name, bytes }) => {
      const view = viewOf(defined(operands[name], `${name} of ${op}`));
      assert(view.bytes === bytes, `${name} of ${op} has ${view.bytes} bytes, the kernel takes ${bytes}`);
      return view;
    });
    this.list.push({ op, first, next, views });
  }
}

export function viewOf(operand: Operand): View {
  if ('tensor' in operand) return operand;
  return { tensor: operand, offset: 0, bytes: operand.bytes };
}
