import { Pause, Play } from "lucide-react";
import { useImperativeHandle, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui";
import type { Moving } from "./moving";

interface AnimatedProps {
  playing: boolean;
  onPlaying: (playing: boolean) => void;
  moving: RefObject<Moving | null>;
}

/** Lets a moving picture move, or holds it still. */
export function AnimatedButton({ playing, onPlaying, moving }: AnimatedProps) {
  const { t } = useTranslation("moving");
  const toggle = () => onPlaying(!playing);
  useImperativeHandle(moving, () => ({ toggle }));
  const label = playing ? t("animated.pause") : t("animated.play");
  return (
    <Button
      look="ghost"
      className="moves"
      icon={playing ? Pause : Play}
      title={label}
      aria-label={label}
      onClick={toggle}
    >
      {t("mark.animated")}
    </Button>
  );
}
