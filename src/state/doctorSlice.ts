/** What is wrong with images and masks, as far as looking at them tells: looked for by itself while nothing else goes on. */
import type { Finding, Repair } from '../domain/findings';
import type { LabelMap } from '../domain/labels';
import type { DataActions } from './dataSlice';
import { findingKey } from './findingKey';
import { isFit, withFits } from './fitChoices';
import { endedBy, IDLE, type Job } from './job';
import { report, type SliceContext } from './sliceContext';
import type { StudioState } from './studioState';

/** The set has to rest so long before it is looked at, ms. */
export const DOCTOR_REST_MS = 800;

export interface DoctorState {
  /** In the order of the images; those that are dismissed among them. */
  readonly findings: readonly Finding[];
  readonly job: Job<{ readonly done: number; readonly total: number }>;
  /** Keys of findings that the user called no problem. Kept in the project. */
  readonly dismissed: readonly string[];
  /** Key of the finding whose evidence is in the viewer. */
  readonly shown: string | null;
  /** What its repair comes to, shown in place of the image's labels; null while those are shown. */
  readonly repaired: { readonly imageId: string; readonly labels: LabelMap } | null;
}

export const INITIAL_DOCTOR: DoctorState = {
  findings: [],
  job: IDLE,
  dismissed: [],
  shown: null,
  repaired: null,
};

/** None rejects: a failure becomes a notice, and labels stay as they were. */
export interface DoctorActions {
  /** The state changed: looks at the set again once it rests, or stops looking. */
  noticed(state: StudioState, before: StudioState): void;
  onProgress(done: number, total: number): void;
  /** The pixels or labels of these images may be new: what was found in them is not theirs any more. */
  forget(imageIds: ReadonlySet<string>): void;
  /** Selects the finding's image and shows where it is; null shows none. */
  show(finding: Finding | null): void;
  /** Shows what the repair comes to, or the labels as they are. */
  showRepair(finding: Finding, on: boolean): Promise<void>;
  /**
   * Draws the repaired labels of each finding's image in place of its mask, in one step of the history; a mask of another size
   * is laid on its image by a choice of the pairing.
   */
  repair(findings: readonly Finding[]): Promise<void>;
  dismiss(findings: readonly Finding[]): void;
  /** All that was dismissed counts again. */
  recall(): void;
}

/** What the slice needs of the others. */
export interface DoctorNeighbours extends Pick<DataActions, 'drawEach' | 'setPairs' | 'select'> {
  /** Once all that was drawn is saved. Never rejects. */
  flush(): Promise<void>;
  /** Lays down what Data is drawn with: under it labels are those being drawn. */
  layDown(): void;
}

export function createDoctorActions(
  context: SliceContext,
  { drawEach, setPairs, select, flush, layDown }: DoctorNeighbours,
): DoctorActions {
  const doctor = () => context.get().doctor;
  const visits = createVisits(context);
  let isRepairing = false;
  const show = (finding: Finding | null) => {
    if (finding !== null) select(finding.imageId);
    context.patch('doctor', { shown: finding && findingKey(finding), repaired: null });
  };
  return {
    noticed: (state, before) => {
      if (state.data.selectedId !== before.data.selectedId) leave(context);
      visits.noticed(state, before);
    },
    onProgress: (done, total) => {
      const { job } = doctor();
      if (job.status === 'running') context.patch('doctor', { job: { ...job, done, total } });
    },
    forget: (imageIds) => {
      const { findings } = doctor();
      const isOf = ({ imageId, others }: Finding) => [imageId, ...others].some((id) => imageIds.has(id));
      if (findings.some(isOf)) context.patch('doctor', { findings: findings.filter((one) => !isOf(one)) });
    },
    show,
    showRepair: async (finding, on) => {
      show(finding);
      if (!on || finding.repair === null) return;
      const { imageId } = finding;
      layDown();
      await flush();
      const { dataset } = context.get().data;
      try {
        const labels = await context.engine.repaired(imageId, finding.repair);
        const isOfNow = doctor().shown === findingKey(finding) && context.get().data.dataset === dataset;
        if (isOfNow) context.patch('doctor', { repaired: { imageId, labels } });
      } catch (thrown) {
        report(context, thrown);
      }
    },
    repair: async (findings) => {
      if (isRepairing) return;
      isRepairing = true;
      context.patch('doctor', { repaired: null });
      const standing = findings.filter((one) => repairOf(doctor(), one) !== null);
      const fits = standing.filter(isFit);
      if (fits.length > 0) await setPairs(withFits(context.get().data.dataset, fits));
      const label = (imageIds: readonly string[]) => `repairing ${labelsOf(context, imageIds)}`;
      await drawEach(label, async (draw) => {
        for (const finding of standing) {
          const { imageId } = finding;
          const repair = repairOf(doctor(), finding);
          if (context.get().projects.session.status === 'opening') return;
          if (repair === null || repair.kind === 'fit') continue;
          const labels = await context.engine.repaired(imageId, repair);
          // Drawn on, replaced, dismissed or of another project meanwhile: these labels are not the image's any more.
          if (repairOf(doctor(), finding) !== repair) continue;
          await draw(imageId, labels);
        }
      });
      isRepairing = false;
    },
    dismiss: (findings) => {
      const keys = new Set([...doctor().dismissed, ...findings.map(findingKey)]);
      context.patch('doctor', { dismissed: [...keys], shown: null, repaired: null });
    },
    recall: () => context.patch('doctor', { dismissed: [] }),
  };
}

/** Of a finding that still stands; null where it is gone, dismissed, or has no repair. */
function repairOf({ findings, dismissed }: DoctorState, of: Finding): Repair | null {
  const key = findingKey(of);
  if (dismissed.includes(key)) return null;
  return findings.find((finding) => findingKey(finding) === key)?.repair ?? null;
}

/** Another image is on screen: nothing of the finding is. */
function leave(context: SliceContext): void {
  const { findings, shown, repaired } = context.get().doctor;
  if (shown === null && repaired === null) return;
  const of = findings.find((finding) => findingKey(finding) === shown);
  if (of?.imageId !== context.get().data.selectedId) context.patch('doctor', { shown: null, repaired: null });
}

function labelsOf(context: SliceContext, imageIds: readonly string[]): string {
  const [first, ...others] = imageIds;
  const { images } = context.get().data.dataset;
  if (others.length === 0) return `the labels of ${images.find(({ id }) => id === first)?.name ?? first}`;
  return `the labels of ${imageIds.length} images`;
}

/** One visit at a time, of the set as it is; what is left over from a visit before says nothing. */
function createVisits(context: SliceContext): Pick<DoctorActions, 'noticed'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let visit: AbortController | null = null;
  let isDue = false;
  const run = async () => {
    const own = new AbortController();
    visit = own;
    const { dataset } = context.get().data;
    const total = dataset.images.length;
    const startedMs = context.host.now();
    context.patch('doctor', { job: { status: 'running', startedMs, done: 0, total } });
    try {
      const findings = await context.engine.examine(own.signal);
      if (visit !== own || context.get().data.dataset !== dataset) return;
      context.patch('doctor', { findings, job: { status: 'done' } });
    } catch (thrown) {
      if (visit !== own) return;
      context.patch('doctor', { job: endedBy(report(context, thrown)) });
    } finally {
      if (visit === own) visit = null;
    }
  };
  const stop = () => {
    clearTimeout(timer);
    if (visit === null) return;
    visit.abort();
    visit = null;
    context.patch('doctor', { job: IDLE });
  };
  const start = () => {
    clearTimeout(timer);
    if (!isDue || isBusy(context.get())) return;
    timer = setTimeout(() => {
      isDue = false;
      void run();
    }, DOCTOR_REST_MS);
  };
  return {
    noticed: (state, before) => {
      const isNew = state.data.dataset !== before.data.dataset;
      const { status } = state.projects.session;
      const opened = status === 'open' && before.projects.session.status !== 'open';
      if (isNew || opened) {
        stop();
        isDue = state.data.dataset.images.length > 0;
        if (isNew) keepPresent(context);
        start();
        return;
      }
      if (isBusy(state) === isBusy(before)) return;
      if (!isBusy(state)) return start();
      isDue ||= visit !== null;
      stop();
    },
  };
}

/** Whatever else needs the images comes first. */
function isBusy({ data, train, predict, projects }: StudioState): boolean {
  const jobs = [data.importJob, train.job, train.seriesJob, predict.job];
  return projects.session.status === 'opening' || jobs.some(({ status }) => status === 'running');
}

/** What concerns images that are gone is gone, too. */
function keepPresent(context: SliceContext): void {
  const present = new Set(context.get().data.dataset.images.map(({ id }) => id));
  const isPresent = ({ imageId, others }: Finding) => [imageId, ...others].every((id) => present.has(id));
  context.patch('doctor', { findings: context.get().doctor.findings.filter(isPresent), repaired: null });
}
