// Made by »python -m trekant.players.declarations« from course/contract; do not change it by hand.

/**
 * A task as far as an answer to it has to be written short.
 *
 * `form` is how it is answered: `one` option, `some` of them, all in an `order`, `each` with one of the
 * `choices` (as text; `numbers` says that they are numbers), or `text`, which is never kept.
 */
export interface AskedTask {
  readonly form: "one" | "some" | "order" | "each" | "text";
  readonly options: readonly string[];
  readonly choices: readonly string[];
  readonly numbers?: boolean;
}

/** What a page has of a case or a drawn quiz before the reader starts it; the rest is fetched. */
export interface BeginningPayload {
  readonly id: string;
  readonly player: "vignette" | "quiz";
  readonly revision: number;
  readonly title: string;
  readonly minutes: number;
  readonly hook?: string;
  readonly role?: string;
  readonly use?: "practice" | "graded";
  readonly intro?: string;
  readonly longestCode?: number;
  readonly timeLimit?: number;
  readonly attempts?: number;
  readonly measures?: boolean;
}

/** What is said in the end; `best` are the scenes of the best road, `page` the chapter to read. */
export interface CaseDebrief {
  readonly lessons: readonly string[];
  readonly talk: readonly string[];
  readonly html: string;
  readonly best: readonly string[];
  readonly facts: readonly CaseFact[];
  readonly page: string;
}

/** A fact of the notat. */
export interface CaseFact {
  readonly id: string;
  readonly text: string;
}

/** A case, with the chapter that it belongs to. */
export interface CasePlace {
  readonly id: string;
  readonly revision: number;
  readonly title: string;
  readonly page: string;
  readonly chapter: string;
  readonly objectives: readonly string[];
}

/** A scene: either a task and the way on, or an ending with its words. */
export interface CaseScene {
  readonly when: string;
  readonly html: string;
  readonly task?: Task;
  readonly next?: NextScene;
  readonly ending?: string;
  readonly endingWords?: string;
}

/** Where one works, in words, and the cases from there. */
export interface CasesOfPlace {
  readonly text: string;
  readonly cases: readonly string[];
}

/** A quiz that is handed in; the `final` one ends the course. */
export interface GradedPlace {
  readonly id: string;
  readonly revision: number;
  readonly title: string;
  readonly page: string;
  readonly final: boolean;
}

/** What to do in a situation. */
export interface GuideAdvice {
  readonly steps: readonly GuideStep[];
  readonly notes: readonly GuideRemark[];
}

/** An age group to choose. */
export interface GuideAge {
  readonly id: string;
  readonly text: string;
}

/** A contact; `segments` is None where nobody has told the hours. */
export interface GuideContact {
  readonly name: string;
  readonly phone: string | null;
  readonly tel: string | null;
  readonly email: string | null;
  readonly hours: string;
  readonly note: string | null;
  readonly unconfirmed: boolean;
  readonly segments: readonly GuideHours[] | null;
  readonly otherWeeks: readonly GuideStretch[];
}

/** A stretch of the week, to the minute (from Monday 00:00) at which it ends. */
export interface GuideHours {
  readonly until: number;
  readonly words: string;
  readonly open: boolean;
}

/** The guide: `table` by `asker/urgency/age group`, `sure` by `asker/urgency`, others by age group or id. */
export interface GuidePayload {
  readonly id: string;
  readonly player: "contact-guide";
  readonly revision: number;
  readonly title: string;
  readonly intro: string;
  readonly ages: readonly GuideAge[];
  readonly table: Readonly<Record<string, GuideAdvice>>;
  readonly sure: Readonly<Record<string, number>>;
  readonly takers: Readonly<Record<string, string>>;
  readonly onward: Readonly<Record<string, string>>;
  readonly contacts: Readonly<Record<string, GuideContact>>;
  readonly say: readonly GuideRemark[];
  readonly avoid: readonly GuideRemark[];
  readonly after: readonly GuideRemark[];
  readonly afterUrgent: readonly GuideRemark[];
  readonly unconfirmed: string;
  readonly outside: string;
  readonly words: GuideWords;
  readonly whatIf: readonly GuideWhatIf[];
}

/** Something that the guide asks, with its answers as pairs of a value and words; the ages stand elsewhere. */
export interface GuideQuestion {
  readonly ask: string;
  readonly choices?: readonly (readonly [string, string])[];
}

/** A sentence, and whether the notat does not say it. */
export interface GuideRemark {
  readonly html: string;
  readonly outside: boolean;
}

/** A step of an advice. `ages` are in words, empty where it is for all; `outside`: the notat does not say it. */
export interface GuideStep {
  readonly contact: string;
  readonly actor: string;
  readonly title: string;
  readonly proviso: string | null;
  readonly alternative: boolean;
  readonly ages: string;
  readonly why: string;
  readonly outside: boolean;
}

/** A stretch of time where a closed day makes it another week; `YYYY-MM-DDTHH:MM`, Danish time, end excluded. */
export interface GuideStretch {
  readonly from: string;
  readonly until: string;
  readonly words: string;
  readonly open: boolean;
}

/** What to do in a case where the ordinary way does not fit. */
export interface GuideWhatIf {
  readonly html: string;
  readonly outside: boolean;
  readonly case: string;
}

/** What the engine itself says in the guide: the questions by name, the weekdays from Monday, and headings. */
export interface GuideWords {
  readonly questions: Readonly<Record<string, GuideQuestion>>;
  readonly weekdays: readonly string[];
  readonly own: string;
  readonly manager: string;
  readonly notes: string;
  readonly say: string;
  readonly avoid: string;
  readonly after: string;
  readonly whatIf: string;
}

/** A quiz or a case with the page where it stands. */
export interface NamedPlace {
  readonly id: string;
  readonly revision: number;
  readonly title: string;
  readonly page: string;
}

/** The scene that follows: `by` option, for those that are named there, else by how well it went. */
export interface NextScene {
  readonly by: Readonly<Record<string, string>>;
  readonly right: string;
  readonly partly?: string;
  readonly wrong: string;
}

/** A case, and the page where it is played. */
export interface PackageCase {
  readonly id: string;
  readonly revision: number;
  readonly code: string;
  readonly page: string;
  readonly scenes: readonly PackageScene[];
}

/** A page by its name (`book/forside`). */
export interface PackagePage {
  readonly name: string;
  readonly code: string;
}

/** A question to practise on, or one that the test may ask. */
export interface PackageQuestion {
  readonly id: string;
  readonly revision: number;
  readonly code: string;
  readonly task: AskedTask;
}

/** A quiz to practise on, with its questions in their order; or the test, which is `drawn` from all of them. */
export interface PackageQuiz {
  readonly id: string;
  readonly revision: number;
  readonly code: string;
  readonly page: string;
  readonly slots: readonly string[];
  readonly drawn?: boolean;
}

/**
 * When the package is through: these pages read, so many of its cases played to their end, and the `test` taken.
 *
 * `pass` is the score in percent from which it is passed; without it the package is completed and never failed.
 * Where the test is asked for, the score is that of the test. `score` and `answers` say whether the platform is
 * told the score, and what was answered in the exercises; what is answered in a test that is asked for it is told.
 */
export interface PackageRule {
  readonly pages: readonly string[];
  readonly cases: number;
  readonly test?: boolean;
  readonly score: boolean;
  readonly answers: boolean;
  readonly pass?: number;
}

/** A scene of a case, with what is asked there; nothing in one that ends the case. */
export interface PackageScene {
  readonly id: string;
  readonly task?: AskedTask;
}

/**
 * All of it, the pages in their order.
 *
 * `start` is the page that one begins with, `guide` the one that says whom to contact, `standard`
 * the SCORM that the platform speaks.
 */
export interface PackageTable {
  readonly id: string;
  readonly standard: "1.2" | "2004";
  readonly title: string;
  readonly start: string;
  readonly guide?: string;
  readonly rule: PackageRule;
  readonly pages: readonly PackagePage[];
  readonly cases: readonly PackageCase[];
  readonly questions: readonly PackageQuestion[];
  readonly quizzes: readonly PackageQuiz[];
}

/** A quiz to practise on, with its questions in their order; a drawn one has none. */
export interface PracticePlace {
  readonly id: string;
  readonly revision: number;
  readonly title: string;
  readonly page: string;
  readonly questions: readonly string[];
}

/** A question to practise on: its `task`, or the `file` that has it. */
export interface PracticeQuestion {
  readonly objective: string;
  readonly revision: number;
  readonly chapter: string;
  readonly task?: Task;
  readonly file?: string;
}

/** »Mit forløb«: what there is to practise on, and where. `title` is the course's, `refresher` a page. */
export interface ProgressPayload {
  readonly id: string;
  readonly player: "progress";
  readonly title: string;
  readonly refresher?: string;
  readonly objectives: readonly ShownObjective[];
  readonly start: string | null;
  readonly chapters: Readonly<Record<string, string>>;
  readonly spacing: ShownSpacing;
  readonly quizzes: readonly PracticePlace[];
  readonly graded: readonly GradedPlace[];
  readonly measures: readonly NamedPlace[];
  readonly cases: readonly CasePlace[];
  readonly questions: Readonly<Record<string, PracticeQuestion>>;
}

/** One question to practise on, in the running text. */
export interface QuestionPayload {
  readonly id: string;
  readonly player: "question";
  readonly revision: number;
  readonly task: Task;
}

/**
 * A whole quiz. One that is drawn has a `pool` of tasks by question id.
 *
 * Its `variants` have, slot by slot, a question and the order of its options: a digit an option, empty for the
 * order in which they stand.
 */
export interface QuizPayload {
  readonly id: string;
  readonly player: "quiz";
  readonly format: string;
  readonly revision: number;
  readonly use: "practice" | "graded" | "package";
  readonly title: string;
  readonly intro: string;
  readonly minutes: number;
  readonly maximum: number;
  readonly passPoints: number | null;
  readonly longestCode: number;
  readonly slots: readonly ShownSlot[];
  readonly traces?: number;
  readonly timeLimit?: number;
  readonly attempts?: number;
  readonly measures?: boolean;
  readonly handInTo?: ShownRecipient;
  readonly pool?: Readonly<Record<string, Task>>;
  readonly variants?: readonly (readonly (readonly [string, string])[])[];
}

/** What is fetched of a drawn quiz for one participant; `variants` is how many there are. */
export interface QuizVariantPayload {
  readonly id: string;
  readonly player: "quiz";
  readonly format: string;
  readonly revision: number;
  readonly use: "practice" | "graded" | "package";
  readonly title: string;
  readonly intro: string;
  readonly minutes: number;
  readonly maximum: number;
  readonly passPoints: number | null;
  readonly longestCode: number;
  readonly slots: readonly ShownSlot[];
  readonly traces?: number;
  readonly timeLimit?: number;
  readonly attempts?: number;
  readonly measures?: boolean;
  readonly handInTo?: ShownRecipient;
  readonly variants: number;
}

/** A case and how long it takes. */
export interface RefresherCase {
  readonly id: string;
  readonly revision: number;
  readonly title: string;
  readonly page: string;
  readonly minutes: number;
}

/**
 * »Genopfriskning«: what there is to choose from.
 *
 * `chapters` are those that everybody reads; `good` is the share of full marks that counts as right; `pace` are
 * the minutes that a question takes on average.
 */
export interface RefresherPayload {
  readonly id: string;
  readonly player: "refresher";
  readonly title: string;
  readonly refresher: string;
  readonly good: number;
  readonly workplaces: readonly CasesOfPlace[];
  readonly chapters: readonly string[];
  readonly graded: readonly GradedPlace[];
  readonly cases: readonly RefresherCase[];
  readonly pace: number;
  readonly questions: Readonly<Record<string, PracticeQuestion>>;
}

/** One contact is right. */
export interface ShownContact {
  readonly kind: "contact";
  readonly prompt: string;
  readonly options: readonly ShownOption[];
  readonly hint: string;
  readonly hintInCase?: string;
  readonly revision?: number;
  readonly trace?: number;
  readonly table?: ShownTable;
  readonly feedback?: Readonly<Record<string, string>>;
  readonly page?: string;
  readonly model?: string;
  readonly key?: string;
}

/** Some sentences are to be marked, or none. */
export interface ShownMark {
  readonly kind: "mark";
  readonly prompt: string;
  readonly options: readonly ShownOption[];
  readonly hint: string;
  readonly hintInCase?: string;
  readonly revision?: number;
  readonly trace?: number;
  readonly table?: ShownTable;
  readonly feedback?: Readonly<Record<string, string>>;
  readonly page?: string;
  readonly model?: string;
  readonly key?: readonly string[];
}

/** `key` is a choice by item. */
export interface ShownMatch {
  readonly kind: "match";
  readonly prompt: string;
  readonly options: readonly ShownOption[];
  readonly hint: string;
  readonly hintInCase?: string;
  readonly revision?: number;
  readonly trace?: number;
  readonly table?: ShownTable;
  readonly feedback?: Readonly<Record<string, string>>;
  readonly page?: string;
  readonly model?: string;
  readonly choices: readonly ShownOption[];
  readonly key?: Readonly<Record<string, string>>;
}

/** Some options are right, or none. */
export interface ShownMultiple {
  readonly kind: "multiple";
  readonly prompt: string;
  readonly options: readonly ShownOption[];
  readonly hint: string;
  readonly hintInCase?: string;
  readonly revision?: number;
  readonly trace?: number;
  readonly table?: ShownTable;
  readonly feedback?: Readonly<Record<string, string>>;
  readonly page?: string;
  readonly model?: string;
  readonly key?: readonly string[];
}

/** A learning objective. */
export interface ShownObjective {
  readonly id: string;
  readonly text: string;
}

/** Something that an answer can name; `html` is inline. */
export interface ShownOption {
  readonly id: string;
  readonly html: string;
}

/** `key` is the right order. */
export interface ShownOrder {
  readonly kind: "order";
  readonly prompt: string;
  readonly options: readonly ShownOption[];
  readonly hint: string;
  readonly hintInCase?: string;
  readonly revision?: number;
  readonly trace?: number;
  readonly table?: ShownTable;
  readonly feedback?: Readonly<Record<string, string>>;
  readonly page?: string;
  readonly model?: string;
  readonly key?: readonly string[];
}

/** `ratings` are the words, from the lowest; `key` is a rating from 1 by item. */
export interface ShownRate {
  readonly kind: "rate";
  readonly prompt: string;
  readonly options: readonly ShownOption[];
  readonly hint: string;
  readonly hintInCase?: string;
  readonly revision?: number;
  readonly trace?: number;
  readonly table?: ShownTable;
  readonly feedback?: Readonly<Record<string, string>>;
  readonly page?: string;
  readonly model?: string;
  readonly ratings: readonly string[];
  readonly key?: Readonly<Record<string, number>>;
}

/** Who takes answer files; `mailto` is the start of a link that opens a mail to them. */
export interface ShownRecipient {
  readonly who: string;
  readonly email: string;
  readonly mailto: string;
}

/** One option is right. */
export interface ShownSingle {
  readonly kind: "single";
  readonly prompt: string;
  readonly options: readonly ShownOption[];
  readonly hint: string;
  readonly hintInCase?: string;
  readonly revision?: number;
  readonly trace?: number;
  readonly table?: ShownTable;
  readonly feedback?: Readonly<Record<string, string>>;
  readonly page?: string;
  readonly model?: string;
  readonly key?: string;
}

/** A place in a quiz; in one that is drawn, what stands there is for the variant to say. */
export interface ShownSlot {
  readonly id: string;
  readonly points: number;
  readonly question?: string;
  readonly task?: Task;
}

/**
 * When something comes again; see `course/pages/spacing.py`.
 *
 * A state is the days to wait, the state after a miss and the one after a right answer.
 */
export interface ShownSpacing {
  readonly good: number;
  readonly states: readonly (readonly [number | null, number, number])[];
}

/** The points in whole numbers, `of` to full marks: `base` and, by option and what is done with it, a weight. */
export interface ShownTable {
  readonly of: number;
  readonly base: number;
  readonly weights: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** `max_length` is the longest answer, in characters. */
export interface ShownText {
  readonly kind: "text";
  readonly prompt: string;
  readonly options: readonly ShownOption[];
  readonly hint: string;
  readonly hintInCase?: string;
  readonly revision?: number;
  readonly trace?: number;
  readonly table?: ShownTable;
  readonly feedback?: Readonly<Record<string, string>>;
  readonly page?: string;
  readonly model?: string;
  readonly maxLength: number;
}

/**
 * How words are said that are written otherwise: the course's table (`PronunciationTable` tells what each means).
 *
 * `one_by_one` are numbers that are said digit by digit.
 */
export interface SpokenTable {
  readonly said: Readonly<Record<string, string>>;
  readonly digits: readonly string[];
  readonly oneByOne: readonly string[];
  readonly ordinals: readonly string[];
  readonly to: string;
  readonly at: string;
  readonly dot: string;
}

/** A case: scenes by id, from `start`. `hook` and `role` are inline HTML. */
export interface VignettePayload {
  readonly id: string;
  readonly player: "vignette";
  readonly revision: number;
  readonly title: string;
  readonly hook: string;
  readonly minutes: number;
  readonly role: string;
  readonly objectives: readonly string[];
  readonly start: string;
  readonly scenes: Readonly<Record<string, CaseScene>>;
  readonly debrief: CaseDebrief;
}

/** A task of any kind. */
export type Task = ShownContact | ShownMark | ShownMatch | ShownMultiple | ShownOrder | ShownRate | ShownSingle | ShownText;
