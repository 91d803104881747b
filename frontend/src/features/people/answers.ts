/** What the server says of people, by the names used on these screens. */
import type { Schemas } from "@/api";

export type Person = Schemas["PersonCard"];
export type Face = Schemas["FaceDto"];
export type State = Schemas["PeopleState"];
export type Question = Schemas["QuestionDto"];
export type Verdict = Schemas["AnswerAsk"]["verdict"];
export type Hidden = Person["hidden"];
export type Done = Schemas["PeopleDone"];
export type Columns = Schemas["PhotoColumns"];
export type Together = Schemas["TogetherDto"];
export type Year = Schemas["YearDto"];
