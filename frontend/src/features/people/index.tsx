import { Route, Routes } from "react-router";
import { PeoplePage } from "./PeoplePage";
import { PersonPage } from "./PersonPage";
import { ReviewPage } from "./ReviewPage";
import { TogetherPage } from "./TogetherPage";
import "./people.css";

/** People: everybody, one of them, some of them together, and the questions about them. */
export default function PeopleScreen() {
  return (
    <Routes>
      <Route index element={<PeoplePage />} />
      <Route path="review" element={<ReviewPage />} />
      <Route path="with/:ids" element={<TogetherPage />} />
      <Route path=":id" element={<PersonPage />} />
    </Routes>
  );
}
