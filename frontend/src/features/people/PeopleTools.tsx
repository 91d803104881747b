import { Ellipsis, EyeOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { menuRows } from "@/actions/menus";
import { useAllActions } from "@/actions/registry";
import { Button, IconButton, Menu, Toolbar } from "@/ui";
import { Find } from "./Find";
import { setView } from "./view";

interface PeopleToolsProps {
  typed: string;
  hiddenCount: number;
  hiddenShown: boolean;
  onHidden: (shown: boolean) => void;
  onEnter: () => void;
}

/** The strip over everybody: find somebody, see those who are hidden. */
export function PeopleTools({
  typed,
  hiddenCount,
  hiddenShown,
  onHidden,
  onEnter,
}: PeopleToolsProps) {
  const { t } = useTranslation("people");
  useAllActions();
  return (
    <Toolbar>
      <Find typed={typed} onType={(next) => setView({ typed: next })} onEnter={onEnter} />
      <span className="push" />
      {(hiddenCount > 0 || hiddenShown) && (
        <Button
          look="ghost"
          icon={EyeOff}
          aria-pressed={hiddenShown}
          onClick={() => onHidden(!hiddenShown)}
        >
          {t("hidden.show")}
        </Button>
      )}
      <Menu rows={menuRows("more")} label={t("more")}>
        <IconButton icon={Ellipsis} label={t("more")} />
      </Menu>
    </Toolbar>
  );
}
