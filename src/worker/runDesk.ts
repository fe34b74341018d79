/** The runs' part of the network worker: those kept in the open project and the one under way. Used by NetworkSession. */
import { type StudioError, studioError, toErrorData } from '../common/errors';
import type { GlimpseReel } from '../domain/glimpseReel';
import type { RunRecord } from '../domain/run';
import type { TrainPlan } from '../domain/train';
import type { EngineEvent, TrainRequest } from '../engine/protocol';
import type { CurrentModel } from './currentModel';
import type { NamedRunModel } from './ensemble';
import { LiveRun } from './liveRun';
import { checkedRunName, type RunBlobs, RunBook } from './runBook';
import { beginRecord, type RunStart, runStart } from './runStart';

/** So many runs that have ended can be continued: a state takes several times the room of a model. */
const KEPT_STATES = 3;

export class RunDesk {
  /** Null until the plan of the run under way is frozen, and when there is none. */
  private live: LiveRun | null = null;

  constructor(
    private readonly blobs: () => RunBlobs,
    private readonly emit: (event: EngineEvent) => void,
  ) {}

  async list(): Promise<readonly RunRecord[]> {
    const { live } = this;
    const kept = await this.book().list(live?.id ?? null);
    return live ? [live.record(), ...kept.filter(({ id }) => id !== live.id)] : kept;
  }

  async rename(runId: string, name: string): Promise<readonly RunRecord[]> {
    const checked = checkedRunName(name);
    if (this.live?.id === runId) await this.live.rename(checked);
    else await this.book().rename(runId, checked);
    return this.list();
  }

  async remove(runId: string): Promise<readonly RunRecord[]> {
    if (this.live?.id === runId) throw underWay(runId);
    await this.book().remove(runId);
    return this.list();
  }

  async glimpses(runId: string): Promise<GlimpseReel> {
    return this.live?.id === runId ? this.live.glimpses() : this.book().glimpses(runId);
  }

  model(runId: string): Promise<CurrentModel> {
    return this.book().model(runId);
  }

  /** The same with the run's name. */
  async named(runId: string): Promise<NamedRunModel> {
    const { run } = await this.book().run(runId);
    return { name: run.name, model: await this.book().model(runId) };
  }

  start(request: TrainRequest, current: () => CurrentModel): Promise<RunStart> {
    return runStart(request, this.book(), current);
  }

  /** Keeps the run from now on; `end` has to follow. */
  async begin(start: RunStart, request: TrainRequest, plan: TrainPlan): Promise<LiveRun> {
    const recorder = beginRecord(start, request, plan, await this.book().list(null), Date.now());
    if (start.kind === 'resume' && start.found.problem) this.tell(fellBack(start.found.problem));
    this.live = new LiveRun({
      recorder,
      blobs: this.blobs(),
      classes: request.classes,
      glimpses: await this.seenBefore(start),
      before: start.kind === 'resume' && start.moreSteps === 0 ? start.found : null,
      onRun: (run) => this.emit({ type: 'run', run }),
      onTrain: (event) => this.emit({ type: 'train', event }),
    });
    await this.live.begin();
    return this.live;
  }

  /** Lets go of what older runs could be continued from. */
  async end(): Promise<void> {
    this.live = null;
    for (const run of await this.book().keepStates(KEPT_STATES)) this.emit({ type: 'run', run });
  }

  /** Of a run that goes on, up to where it does. */
  private async seenBefore(start: RunStart): Promise<GlimpseReel> {
    if (start.kind !== 'resume') return [];
    const seen = await this.book().glimpses(start.stored.run.id);
    return seen.filter(({ step }) => step <= start.found.state.training.step);
  }

  private book(): RunBook {
    return new RunBook(this.blobs(), (problem) => this.tell(problem));
  }

  /** Of what is kept on disk. */
  private tell(problem: StudioError): void {
    this.emit({ type: 'save-failed', error: toErrorData(problem) });
  }
}

function underWay(runId: string): StudioError {
  return studioError('busy', 'This run is under way.', 'Stop it, then delete it.', runId);
}

function fellBack(problem: string): StudioError {
  return studioError('bad-checkpoint', problem, 'Nothing needs to be done: later steps are made again.');
}
