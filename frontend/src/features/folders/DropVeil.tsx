import { FolderPlus } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { desktop } from "@/platform";

/** While something is held over the window: what letting go would do. */
export function DropVeil() {
  const { t } = useTranslation("folders");
  const [over, setOver] = useState(false);
  useEffect(() => desktop()?.onDrag(setOver), []);
  if (!over) return null;
  return (
    <div className="drop-veil" role="status">
      <div className="drop-words">
        <FolderPlus className="icon" aria-hidden />
        <p className="t-20">{t("drop")}</p>
        <p className="ink-2">{t("lede")}</p>
      </div>
    </div>
  );
}
