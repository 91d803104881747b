import { useEffect } from "react";
import { useNavigate } from "react-router";
import { desktop } from "@/platform";
import { openDestination } from "./destinations";
import { chooseFromMenuBar } from "./menuBar";

/** Does what the menus, links and notifications of the window ask for. */
export function WindowLinks(): null {
  const navigate = useNavigate();
  useEffect(() => {
    const window = desktop();
    if (!window) return;
    const ends = [
      window.onOpen((destination) => openDestination(destination, (path) => void navigate(path))),
      window.onMenu((action) => {
        if (!chooseFromMenuBar(action))
          window.logProblem(`menu: no command of this screen is called "${action}"`);
      }),
    ];
    return () => ends.forEach((end) => end());
  }, [navigate]);
  return null;
}
