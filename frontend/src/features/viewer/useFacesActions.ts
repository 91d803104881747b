import { ScanFace, SquareDashed, X } from "lucide-react";
import { useActions } from "@/actions/registry";
import type { Asset } from "@/app/editing/answers";
import { i18n } from "@/i18n";
import { wantBox } from "./facesView";

interface FacesActions {
  asset: Asset;
  shown: boolean;
  drafting: boolean;
  toggle: () => void;
  /** The box under hand is left as it was. */
  leave: () => void;
}

/** What can be done with the faces of the photo that is seen. */
export function useFacesActions({ asset, shown, drafting, toggle, leave }: FacesActions): void {
  useActions([
    {
      id: "viewer.faces",
      group: "view",
      icon: ScanFace,
      keys: ["n"],
      title: () => i18n.t("faces:show"),
      checked: () => shown,
      run: toggle,
    },
    {
      id: "viewer.drawFace",
      group: "photo",
      icon: SquareDashed,
      keys: ["b"],
      title: () => i18n.t("faces:draw"),
      menu: ["photo"],
      when: () => !drafting && asset.problem === null,
      run: () => wantBox(asset.id),
    },
    {
      // Registered after the one that leaves the photo, it goes before it.
      id: "viewer.leaveBox",
      group: "view",
      icon: X,
      keys: ["escape"],
      quiet: true,
      title: () => i18n.t("faces:draft.leave"),
      when: () => drafting,
      run: leave,
    },
  ]);
}
