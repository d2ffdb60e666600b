// What the modules of the players hand each other. What Python hands them stands in payloads.d.ts.

import type { BeginningPayload, CaseScene, QuizPayload, ShownTable, ShownSlot, Task, VignettePayload, NextScene } from "./payloads";

/** What one has answered: an option, some of them, or what was given to each; free text as it was written. */
export type Answer = string | readonly string[] | Readonly<Record<string, string | number>>;

/** Answers by question. */
export type Answers = Record<string, Answer>;

/**
 * A task with its solution. In a quiz that is handed in there is none, and no code that such a quiz has asks for it.
 */
export type Solved<T extends Task = Task> = T & {
  readonly table: ShownTable;
  readonly feedback: Readonly<Record<string, string>>;
} & (T extends { readonly key?: infer K } ? { readonly key: Exclude<K, undefined> } : { readonly key?: undefined });

/** A task of the kinds where one option is the answer. */
export type OneOf = Solved<Extract<Task, { readonly kind: "single" | "contact" }>>;

/** How well something did. */
export type Look = "right" | "partly" | "wrong" | "missed";

/** What stands at an option: its id, the look, the words, and whether its feedback stands there too. */
export type Remark = [id: string, look: Look, words: string, said: boolean];

/** What one answers a task with. */
export interface Control {
  readonly nodes: readonly Node[];
  /** The element of each option, where feedback is put. */
  readonly rows: Readonly<Record<string, HTMLElement>>;
  read(): Answer | null;
  /** Where locking takes more than the fieldset. */
  lock?(): void;
}

/** What a case says to an answer of several parts. */
export interface Followed {
  readonly said: string;
  readonly ids: readonly string[];
  readonly list?: "ol" | "ul";
  readonly beside?: (id: string) => string;
  readonly rest?: readonly string[];
  readonly restSaid?: string;
}

/** A kind of task `T` that is answered with an `A`, as kinds.js tells. */
export interface Kind<T extends Task = Task, A extends Answer = Answer> {
  readonly unfinished?: string;
  readonly isOne?: boolean;
  readonly isOfEach?: boolean;
  readonly isText?: boolean;
  readonly isThereFromTheStart?: boolean;
  readonly mayBeEmpty?: boolean;
  readonly asksAgain?: boolean;
  control(task: T, answer: A | null, changed: () => void, tried: string | null): Control;
  shaped(answer: unknown, task: T): boolean;
  parts(answer: A): readonly (readonly [item: string, value: string])[];
  inWords(task: T, answer: A, text: Readonly<Record<string, string>>): string;
  remarks(task: Solved<T>, answer: A): Remark[];
  hints(task: Solved<T>, answer: A): Remark[];
  counted(task: Solved<T>, answer: A, share: number | null): string;
  followed(task: Solved<T>, answer: A): Followed;
}

/** What free text needs of a kind: nobody scores it here. */
export type KindOfText<T extends Task> = Omit<Kind<T, string>, "parts" | "hints" | "counted" | "followed">;

/** A kind as far as one where a single option is the answer needs it. */
export type KindOfOne<T extends Task> = Omit<Kind<T, string>, "counted" | "followed">;

/** A task that stands on the page: what was asked, and what is answered. */
export interface Asked {
  readonly el: HTMLElement;
  /** The element of each option. */
  readonly rows: Readonly<Record<string, HTMLElement>>;
  readonly answer: Answer | null;
  readonly complete: boolean;
  giveWay(...nodes: (Node | string)[]): void;
  lock(marked?: readonly Remark[]): void;
}

/** A place of a quiz with the question that is drawn for it. */
export interface Drawn extends ShownSlot {
  readonly question: string;
  readonly task: Solved;
}

/** An attribute, a listener, or nothing. */
export type Property = string | number | boolean | null | undefined | ((event: never) => unknown);

/** Attributes, listeners (`on…`) and inner markup (`html`) of an element. */
export type Properties = {
  [K in keyof GlobalEventHandlersEventMap as `on${K}`]?: ((event: GlobalEventHandlersEventMap[K]) => unknown) | null;
} & { readonly [name: string]: Property };

/** What can stand in an element; what is false or nothing is left out. */
export type Leaf = Node | string | null | undefined | false;
export type Child = Leaf | readonly Leaf[];

/** The values of a model that every player has. */
export interface Values {
  /** What earlier revisions have kept, the newest first; a widget has none. */
  earlier?: readonly Earlier[];
  /** Whether the browser has refused to keep what was last changed. */
  unsaved?: boolean;
  /** The page that shows how far one is, and how files are fetched: on a page only. */
  progressPage?: string;
  files?: string;
  fetchFile?: (address: string) => Promise<any>;
}

export type ResultKind = "question" | "case";

/** The model of a player: the four methods of a widget's model, and what only a page's has. */
export interface Model<V extends Values = Values> {
  get<K extends keyof V>(name: K): V[K];
  set<K extends keyof V>(name: K, value: V[K]): void;
  on(event: string, listener: () => void): void;
  save_changes(): void;
  keepEarlier?(records: readonly Earlier[]): void;
  record?(kind: ResultKind | "test", id: string, revision: number, share: number, sure?: Sureness): unknown;
}

/** What is kept beside an answer, to read when its question is gone. */
export interface Short {
  readonly revision?: number;
  readonly asked?: string;
  readonly answer?: string;
}

/** What one participant has done in a quiz. */
export interface Sitting {
  answers: Answers;
  said: Record<string, Short>;
  shown: Answers;
  fetched: string;
  sent: string;
  begun: string;
  from: number | null;
}

/** What is handed in. */
export interface Sheet {
  readonly format: string;
  readonly quiz: string;
  readonly revision: number;
  readonly participant: string;
  readonly handed_in: string;
  readonly begun?: string;
  readonly time_up?: string;
  readonly answers: Answers;
}

/** What the service says of a hand-in that it has. */
export interface Receipt {
  readonly id: string;
  readonly arrived: string;
  readonly page: string;
  readonly said: string;
  readonly passed: boolean | null;
  readonly certificate: string | null;
}

/** Whose answers these are, when the file was fetched and the quiz begun. */
export interface Own {
  participant: string;
  fetched: string;
  begun: string;
}

/** What hands in, by file or by button. */
export interface HandingIn {
  readonly status: HTMLElement;
  readonly actions: HTMLElement;
  readonly textBox: HTMLElement;
  say(...nodes: HTMLElement[]): void;
  calm(): void;
  submit(): void;
  tellWhatToDo(): void;
  /** An answer is another now. */
  changed?(): void;
  /** How one hands in, told anew: the participant's code may be another now. */
  explain?(): void;
}

/** What a quiz keeps, as it was written then: any of it may be missing. */
export interface KeptQuiz extends Partial<Sitting> {
  participant?: string;
  variant?: number | null;
  sittings?: Record<string, Partial<Sitting> & { handedIn?: string }>;
  /** The older name of `fetched`. */
  handedIn?: string;
}

/** What an earlier revision has kept. */
export interface Earlier extends KeptQuiz {
  readonly revision: number;
}

/** How sure one says that one is of an answer: sure, thinks so, guesses. */
export type Sureness = "sure" | "think" | "guess";

/** How it went once: a moment, the share of full marks, and how sure one was, where one said it. */
export interface Result {
  readonly at: string;
  readonly share: number;
  readonly sure?: Sureness;
}

/** A scene with a decision in it. */
export type Turn = CaseScene & { readonly task: Solved; readonly next: NextScene };

/** A decision in a case; free text and its score are not kept. */
export interface Decision {
  readonly scene: string;
  readonly answer: Answer | null;
  readonly fraction: number | null;
}

/** The values of a case's model. */
export interface CaseValues extends Values {
  payload: VignettePayload;
  path?: readonly Decision[];
  at?: string;
  seen?: readonly string[];
  ended?: boolean;
  points?: number;
  maximum?: number;
}

/** What a participant is known by, and the draw that is shown. */
export interface Chosen {
  readonly participant: string;
  readonly variant: number | null | undefined;
}

/** A quiz as the player has it: whole in a notebook; of one that is drawn, a page has fetched a single draw. */
export type Quiz = Omit<QuizPayload, "variants"> & { readonly variants?: QuizPayload["variants"] | number };

/** The values of a quiz's model. */
export interface QuizValues extends Values, KeptQuiz {
  payload: Quiz;
  ended?: boolean;
  points?: number;
  maximum?: number;
  /** In a notebook: what is handed in, and what Python says of having written it. */
  sheet?: object;
  saved?: string;
}

/** Earlier answers of one participant, and the revision they were given in. */
export interface EarlierSitting extends Partial<Sitting> {
  readonly answers: Answers;
  readonly participant?: string;
  readonly handedIn?: string;
  readonly from: number;
}

/** A step of a quiz that is shown step by step, as pager.js tells. */
export interface Step {
  readonly parts: readonly HTMLElement[];
  title(): HTMLElement;
  state(): "done" | "partly" | "open";
  readonly name?: string;
  readonly way?: string;
  skip?(): string;
}

/** What stands in the place of the questions until it is known which ones, or whose; see `entrance` in code-field.js. */
export type Entrance = (payload: Quiz, more: {
  readonly open: (code?: string) => void;
  readonly code?: string;
  readonly known?: readonly string[];
  readonly unkept?: boolean;
  readonly back?: () => void;
  readonly rename?: ((code: string) => void) | false;
}) => HTMLElement[];

/** A quiz on the page, as quiz-frame.js makes it and what stands below its introduction uses it. */
export interface QuizPlay {
  readonly model: Model<QuizValues>;
  readonly payload: Quiz;
  readonly root: HTMLElement;
  readonly level: number;
  readonly inNotebook: boolean;
  readonly bar: HTMLProgressElement;
  readonly count: HTMLElement;
  /** Free text in practice, which is kept nowhere else. */
  readonly drafts: Record<string, { text?: string }>;
  title: HTMLElement;
  opening: HTMLElement;
  slots: readonly Drawn[];
  answers: Answers;
  shown: Answers;
  said: Record<string, Short>;
  /** To be called after every change of one's own. */
  mine(): void;
  progress(done: number): void;
  /** Answer a question; null takes the answer away. */
  answer(slot: Drawn, given: Answer | null): void;
  askAgain(): void;
  enter(code?: string): void;
  eraser(forget: () => void, restore: () => void): HTMLElement;
  /** What brings back what was deleted. */
  restore(): void;
}

/** How a quiz that scores itself goes on: practice, and the test of a package otherwise. */
export interface QuizManner {
  /** Whether there is one try at a question. */
  readonly once: boolean;
  /** Is told when the last question has its first answer. */
  answered(quiz: QuizPlay, got: number, maximum: number): void;
  /** What there is to say at the end. */
  summary(quiz: QuizPlay, got: number, maximum: number): (HTMLElement | string)[];
  /** What stands at the bottom all the while. */
  ways(quiz: QuizPlay): (HTMLElement | null)[];
}

/** What one quiz has that another has not, as `quizPlayer` tells. */
export interface QuizParts {
  readonly entrance: Entrance;
  terms(payload: Quiz): HTMLElement[];
  body(quiz: QuizPlay): HTMLElement[];
  found(payload: Quiz, slots: readonly Drawn[], kept: Answers): Answers;
  fitting(payload: Quiz, task: Task, answer: Answer): boolean;
}

/** What a player is started with on a page, at its door, and in a notebook. */
export interface Start<V extends Values> {
  readonly model: Model<V>;
  readonly el: HTMLElement;
  /** That the reader has just come through the door. */
  readonly started?: boolean;
  /** Fetches another draw, and plays anew. */
  readonly reopen?: ((code?: string) => void) | null | 0;
}

export interface Door<V extends Values> {
  readonly model: Model<V>;
  readonly el: HTMLElement;
  readonly payload: BeginningPayload;
  readonly open: (code?: string) => void;
}

/** A player: what it keeps from one visit to the next, and how it is started. */
export interface Player<V extends Values = any> {
  readonly keep: readonly (keyof V & string)[];
  render(start: Start<V>): void;
  /** The start of what is fetched when the reader asks for it. */
  door?(door: Door<V>): void;
  /** Of a quiz that is drawn: sit down to a draw, the one a participant gets, and the next one. */
  sit?(model: Model<V>, code: string | undefined, number: number): void;
  variant?(model: Model<V>, variants: number): number | null;
  nextVariant?(model: Model<V>, code: string | undefined, variants: number): number;
}

export type QuizPlayer = Required<Player<QuizValues>>;

declare global {
  interface Document {
    /** Whether the browser makes the page ready ahead, and nobody sees it yet. */
    readonly prerendering?: boolean;
  }

  /** `filter(Boolean)` leaves out what is nothing. */
  interface Array<T> {
    filter(kept: BooleanConstructor): Exclude<T, false | null | undefined | 0 | "">[];
  }
  interface ReadonlyArray<T> {
    filter(kept: BooleanConstructor): Exclude<T, false | null | undefined | 0 | "">[];
  }
}

/** Where a sentence stands in a text. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** A sentence on the page, what is said of it, and whether it is the last before something that one presses. */
export interface Passage {
  readonly element: Element;
  /** None for a figure, which is told as a whole. */
  readonly range: Range | null;
  readonly spoken: string;
  waits: boolean;
}

/** What became of a sentence: the engine said it, fell silent, or wants a press first. */
export type Outcome = "said" | "silent" | "refused";

/** How far the reading is. */
export type ReadingState = "idle" | "reading" | "paused" | "waiting" | "ended" | "silent" | "refused";
