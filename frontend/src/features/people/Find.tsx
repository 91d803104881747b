import { Search, X } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions/registry";
import { IconButton, Kbd } from "@/ui";

interface FindProps {
  typed: string;
  onType: (typed: string) => void;
  /** Enter: go to the first who is found. */
  onEnter: () => void;
}

/** A line that leaves only those with a name like what is typed. */
export function Find({ typed, onType, onEnter }: FindProps) {
  const { t } = useTranslation("people");
  const field = useRef<HTMLInputElement>(null);
  useActions([
    {
      id: "people.find",
      group: "view",
      icon: Search,
      keys: ["/"],
      title: () => t("actions.find"),
      run: () => field.current?.focus(),
    },
  ]);
  return (
    <div className="search" role="search">
      <Search className="icon" aria-hidden />
      <input
        ref={field}
        type="text"
        aria-label={t("find")}
        placeholder={t("find")}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.nativeEvent.isComposing) onEnter();
          if (event.key !== "Escape") return;
          event.stopPropagation();
          if (typed === "") field.current?.blur();
          else onType("");
        }}
      />
      {typed === "" ? (
        <span className="keys">
          <Kbd keys="/" />
        </span>
      ) : (
        <IconButton icon={X} size="sm" label={t("findClear")} onClick={() => onType("")} />
      )}
    </div>
  );
}
