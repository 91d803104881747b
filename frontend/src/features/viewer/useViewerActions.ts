import {
  ArrowLeft,
  ChevronLeft,
  ChevronRight,
  CircleDot,
  Info,
  Play,
  Scan,
  Volume2,
  ZoomIn,
  ZoomOut,
} from "lucide-react";
import type { RefObject } from "react";
import { useActions } from "@/actions/registry";
import { i18n } from "@/i18n";
import type { Moving } from "./moving";
import type { Stage } from "./usePose";
import type { Place } from "./useSequence";

interface Viewer {
  place: Place;
  go: (id: number | null) => void;
  back: () => void;
  stage: RefObject<Stage | null>;
  info: boolean;
  setInfo: (open: boolean) => void;
  /** What moves of the photo that is seen, if anything does. */
  moving: RefObject<Moving | null>;
}

const t = i18n.t.bind(i18n);
const PAN = 80;

/** What can be done with the photo that is seen. */
export function useViewerActions({ place, go, back, stage, info, setInfo, moving }: Viewer): void {
  const zoomed = () => stage.current !== null && !stage.current.isFitted;
  /** Arrows leaf; over a photo larger than the window they move it. */
  const sideways = (to: number | null, x: number) => {
    if (zoomed()) stage.current?.pan({ x, y: 0 });
    else go(to);
  };
  useActions([
    {
      id: "viewer.back",
      group: "go",
      icon: ArrowLeft,
      keys: ["escape"],
      title: () => t("viewer:back"),
      run: back,
    },
    {
      id: "viewer.next",
      group: "go",
      icon: ChevronRight,
      keys: ["arrowright", "space"],
      title: () => t("viewer:next"),
      when: () => place.next !== null || zoomed(),
      run: () => sideways(place.next, -PAN),
    },
    {
      // Registered after the one that leafs with Space, it goes before it.
      id: "viewer.play",
      group: "view",
      icon: Play,
      keys: ["space"],
      title: () => t("viewer:play"),
      when: () => moving.current !== null && !moving.current.aside,
      run: () => moving.current?.toggle(),
    },
    {
      id: "viewer.mute",
      group: "view",
      icon: Volume2,
      keys: ["m"],
      title: () => t("viewer:mute"),
      when: () => moving.current?.mute !== undefined,
      run: () => moving.current?.mute?.(),
    },
    {
      id: "viewer.live",
      group: "view",
      icon: CircleDot,
      keys: ["l"],
      title: () => t("moving:live.action"),
      when: () => moving.current?.aside === true,
      run: () => moving.current?.toggle(),
    },
    {
      id: "viewer.previous",
      group: "go",
      icon: ChevronLeft,
      keys: ["arrowleft", "shift+space"],
      title: () => t("viewer:previous"),
      when: () => place.previous !== null || zoomed(),
      run: () => sideways(place.previous, PAN),
    },
    {
      id: "viewer.panUp",
      group: "view",
      quiet: true,
      keys: ["arrowup"],
      title: () => "",
      when: zoomed,
      run: () => stage.current?.pan({ x: 0, y: PAN }),
    },
    {
      id: "viewer.panDown",
      group: "view",
      quiet: true,
      keys: ["arrowdown"],
      title: () => "",
      when: zoomed,
      run: () => stage.current?.pan({ x: 0, y: -PAN }),
    },
    {
      id: "viewer.info",
      group: "view",
      icon: Info,
      keys: ["i"],
      title: () => t("viewer:info"),
      checked: () => info,
      run: () => setInfo(!info),
    },
    {
      id: "viewer.full",
      group: "view",
      icon: Scan,
      keys: ["z"],
      title: () => t("viewer:zoomToggle"),
      run: () => stage.current?.toggle(),
    },
    {
      id: "viewer.in",
      group: "view",
      icon: ZoomIn,
      keys: ["+", "="],
      title: () => t("viewer:zoomIn"),
      run: () => stage.current?.zoomBy(1.5),
    },
    {
      id: "viewer.out",
      group: "view",
      icon: ZoomOut,
      keys: ["-"],
      title: () => t("viewer:zoomOut"),
      run: () => stage.current?.zoomBy(1 / 1.5),
    },
    {
      id: "viewer.fit",
      group: "view",
      keys: ["0"],
      title: () => t("viewer:zoomToFit"),
      run: () => stage.current?.reset(),
    },
  ]);
}
