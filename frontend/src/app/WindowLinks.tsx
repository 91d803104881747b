import { useEffect } from "react";
import { useNavigate } from "react-router";
import { findAction, runAction } from "@/actions/registry";
import { desktop } from "@/platform";
import { openDestination } from "./destinations";

/** Does what the menus, links and notifications of the window ask for. */
export function WindowLinks(): null {
  const navigate = useNavigate();
  useEffect(() => {
    const window = desktop();
    if (!window) return;
    const ends = [
      window.onOpen((destination) => openDestination(destination, (path) => void navigate(path))),
      window.onMenu((action) => {
        if (findAction(action)) runAction(action);
        else window.logProblem(`menu: no command is called "${action}"`);
      }),
    ];
    return () => ends.forEach((end) => end());
  }, [navigate]);
  return null;
}
