import { keywordParts } from "@/domain/editing/values";

/** A keyword; of a path the way there is quieter than where it leads: "Places › Portugal › Lisbon". */
export function KeywordWords({ keyword }: { keyword: string }) {
  const parts = keywordParts(keyword);
  return (
    <>
      {parts.length > 1 && <span className="ink-3">{`${parts.slice(0, -1).join(" › ")} › `}</span>}
      {parts.at(-1)}
    </>
  );
}
