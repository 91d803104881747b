import { createHashRouter } from "react-router";
import { screen } from "./features";
import { Frame } from "./Frame";
import { Lost, Stopped } from "./Lost";
import { Root } from "./Root";

const Photos = screen("timeline");
const Picks = screen("picks");
const People = screen("people");
const Activity = screen("activity");
const Settings = screen("settings");
const FirstRun = screen("first-run");
const Viewer = screen("viewer");

/** Every address of the window. The part after # is all a file server never sees. */
export const router = createHashRouter([
  {
    element: <Root />,
    errorElement: <Stopped />,
    children: [
      {
        element: <Frame />,
        children: [
          { index: true, element: <Photos />, errorElement: <Stopped /> },
          { path: "picks", element: <Picks />, errorElement: <Stopped /> },
          { path: "people/*", element: <People />, errorElement: <Stopped /> },
          { path: "activity", element: <Activity />, errorElement: <Stopped /> },
          { path: "settings", element: <Settings />, errorElement: <Stopped /> },
          { path: "*", element: <Lost /> },
        ],
      },
      { path: "photo/:id", element: <Viewer />, errorElement: <Stopped /> },
      { path: "welcome", element: <FirstRun />, errorElement: <Stopped /> },
    ],
  },
]);
