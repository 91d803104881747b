import { CalendarClock, GitCompareArrows, MapPin, MessageSquareText, Tags } from "lucide-react";
import { useState } from "react";
import { useActions, type Action } from "@/actions/registry";
import { targets } from "@/app/selection";
import { toast } from "@/app/toasts";
import { i18n } from "@/i18n";
import { CaptionDialog } from "./CaptionDialog";
import { ConflictsDialog } from "./ConflictsDialog";
import { DateDialog } from "./DateDialog";
import { KeywordsDialog } from "./KeywordsDialog";
import { PlaceDialog } from "./PlaceDialog";
import { idsOf, type Question, type What } from "./question";
import "./editing.css";

/** As many as the server takes in one go. */
const MOST = 20_000;

const DIALOGS = {
  caption: CaptionDialog,
  keywords: KeywordsDialog,
  place: PlaceDialog,
  date: DateDialog,
};

const KINDS: readonly { what: What; icon: NonNullable<Action["icon"]>; key: string }[] = [
  { what: "caption", icon: MessageSquareText, key: "c" },
  { what: "keywords", icon: Tags, key: "k" },
  { what: "place", icon: MapPin, key: "w" },
  { what: "date", icon: CalendarClock, key: "d" },
];

/** Answers the commands that change what is said of photos, and shows what was changed in two places. */
export default function EditingHost() {
  const [question, setQuestion] = useState<Question | "conflicts" | null>(null);
  const close = () => setQuestion(null);
  useActions([
    ...KINDS.map(({ what, icon, key }, order): Action => ({
      id: `edit.${what}`,
      group: "edit",
      icon,
      order,
      keys: [key],
      menu: ["photo"],
      title: () => i18n.t(`editing:action.${what}`, { count: Math.max(1, targets().length) }),
      when: () => targets().length > 0,
      run: (args) => {
        const ids = idsOf(args) ?? targets();
        if (ids.length > MOST) toast(i18n.t("editing:tooMany", { count: MOST }), { id: "editing" });
        else if (ids.length > 0) setQuestion({ what, ids });
      },
    })),
    {
      id: "edit.conflicts",
      group: "edit",
      icon: GitCompareArrows,
      title: () => i18n.t("editing:action.conflicts"),
      run: () => setQuestion("conflicts"),
    },
  ]);
  if (question === null) return null;
  if (question === "conflicts") return <ConflictsDialog onClose={close} />;
  const Asked = DIALOGS[question.what];
  return <Asked ids={question.ids} onClose={close} />;
}
