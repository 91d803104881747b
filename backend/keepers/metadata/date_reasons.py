"""Why a picture is said to be of a time, and how sure that is: certain, likely or unsure."""

#: How sure it is, and the words for people, by code. Codes are stable.
REASONS = {
    "person": ("certain", "You said so in Keepers."),
    "sidecar": ("certain", "A sidecar beside the photo says so."),
    "camera": ("certain", "The camera wrote it when the picture was taken."),
    "original": ("likely", "The photo says when it was taken, but not with which camera."),
    "film": ("certain", "The device wrote it into the film when it was recorded."),
    "film_written": ("likely", "The film says when it was recorded, but not with which device."),
    "film_clock": ("likely", "The film's clock has it, in UTC; the zone of the hour is worked out."),
    "clock_disagrees": ("likely", "The camera wrote it, but the satellites' clock is more than a zone away."),
    "service_disagrees": ("likely", "The camera wrote it, but the service it came from has another date."),
    "program": ("likely", "A program wrote it into the photo."),
    "digitized": ("likely", "The camera noted when the picture became data."),
    "digitized_no_camera": ("unsure", "It became data then; no camera is named: a scan or a copy, maybe."),
    "scan": ("unsure", "A scanner made it: this is when it was scanned, not when it was taken."),
    "scan_dated": ("likely", "A scanner made it, and somebody gave it a date of its own."),
    "service": ("likely", "The service it came from kept this moment: its hour is the place's, else yours."),
    "changed_by_camera": ("likely", "The camera noted when the file was last changed, and nothing more."),
    "changed": ("unsure", "It is when a program last changed the photo."),
    "gps": ("likely", "Only the satellites' clock is in the photo: the hour is the place's, else in UTC."),
    "name": ("likely", "The file's name has it."),
    "name_day": ("likely", "The file's name has the day; the hour is not known."),
    "messenger": ("unsure", "A messenger passed it on and took its date: the name says when it was sent."),
    "file": ("unsure", "It is when the file was last changed: nothing else tells."),
    "partial": ("unsure", "Only the year, or the year and the month, is known."),
}  # fmt: skip
