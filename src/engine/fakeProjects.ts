/** The projects of the fake engine: a list in memory, of which one is open. Not part of the product. */
import { StudioError } from '../common/errors';
import { type Dataset, EMPTY_DATASET } from '../domain/data';
import type { OpenedProject, PageSettings, ProjectSummary } from '../domain/project';
import type { ModelInfo } from '../domain/train';

const EMPTY = { dataset: EMPTY_DATASET, settings: null, model: null, predicted: [] };

/** Bytes that every fake project takes. */
export const FAKE_PROJECT_BYTES = 1000;

interface FakeProject {
  readonly id: string;
  name: string;
  dataset: Dataset;
  settings: PageSettings | null;
  model: ModelInfo | null;
  /** Ids of the images that the model has predicted. */
  predicted: readonly string[];
}

export class FakeProjects {
  private readonly all: FakeProject[] = [];
  private made = 0;
  /** What is open; before the first project a nameless one that no list shows. */
  open: FakeProject = { id: '', name: '', ...EMPTY };

  list(): ProjectSummary[] {
    return this.all.map(summaryOf).reverse();
  }

  openOne(projectId: string | null): OpenedProject {
    const found = projectId === null ? this.all.at(-1) : this.find(projectId);
    this.open = found ?? this.add('Untitled');
    return opened(this.open);
  }

  create(name: string): OpenedProject {
    this.open = this.add(name);
    return opened(this.open);
  }

  rename(projectId: string, name: string): ProjectSummary[] {
    this.find(projectId).name = name;
    return this.list();
  }

  duplicate(projectId: string): ProjectSummary[] {
    const source = this.find(projectId);
    const { dataset, settings, model, predicted } = source;
    Object.assign(this.add(`${source.name} copy`), { dataset, settings, model, predicted });
    return this.list();
  }

  remove(projectId: string): { projects: ProjectSummary[]; freed: number } {
    this.all.splice(this.all.indexOf(this.find(projectId)), 1);
    return { projects: this.list(), freed: FAKE_PROJECT_BYTES };
  }

  unpack(): ProjectSummary {
    return summaryOf(this.add('unpacked'));
  }

  /** The open project's model; what the one before predicted is forgotten. */
  useModel(model: ModelInfo): ModelInfo {
    Object.assign(this.open, { model, predicted: [] });
    return model;
  }

  private add(name: string): FakeProject {
    this.made++;
    const project = { id: `p${this.made}`, name, ...EMPTY };
    this.all.push(project);
    return project;
  }

  private find(projectId: string): FakeProject {
    const found = this.all.find(({ id }) => id === projectId);
    if (found) return found;
    const message = 'There is no such project.';
    throw new StudioError({ code: 'no-such-project', message, subject: projectId, hint: 'Open another.' });
  }
}

function summaryOf({ id, name, dataset, model }: FakeProject): ProjectSummary {
  const images = dataset.images.length;
  const times = { createdMs: 0, modifiedMs: 0 };
  return { id, name, ...times, images, bytes: FAKE_PROJECT_BYTES, hasModel: model !== null };
}

function opened(project: FakeProject): OpenedProject {
  const { dataset, settings, model } = project;
  return { summary: summaryOf(project), dataset, settings, hasModel: model !== null, recovered: null };
}
