"""A headless Chromium, driven through its own driver by the WebDriver protocol (W3C). Needs nothing but Python."""

import base64
import json
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

NAMES = {"chromium": ("chromium", "chromium-browser", "google-chrome"), "driver": ("chromedriver",)}


def installed():
    """The paths of browser and driver; None where one of them is missing."""
    found = [next(filter(None, map(shutil.which, names)), None) for names in NAMES.values()]
    return found if all(found) else None


class Failed(Exception):
    """What the driver could not do."""


class Browser:
    """One window. Use it in a `with`, so that it ends."""

    def __init__(self, downloads=None):
        paths = installed()
        if paths is None:
            raise Failed("chromium or chromedriver is not installed")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.driver = subprocess.Popen(
            [paths[1], f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.address = f"http://127.0.0.1:{port}"
        self.session = ""
        options = {
            "binary": paths[0],
            "args": [
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--hide-scrollbars",
                f"--user-data-dir={self.profile.name}",
            ],
            "prefs": {"download.default_directory": str(downloads)} if downloads else {},
        }
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        for attempt in range(100):
            try:
                value = self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
                break
            except (urllib.error.URLError, ConnectionError):
                if attempt == 99:
                    self.close()
                    raise
                time.sleep(0.1)
        self.session = f"/session/{value['sessionId']}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends the browser and its driver."""
        try:
            if self.session:
                self.call("DELETE", self.session)
        finally:
            self.driver.terminate()
            self.driver.wait()
            self.profile.cleanup()

    def call(self, method, path, body=None):
        """One call of the protocol."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            told = json.load(error)["value"]
            raise Failed(f"{path}: {told.get('error')}: {told.get('message')}") from None

    def post(self, path, body):
        """A call within the session."""
        return self.call("POST", self.session + path, body)

    def devtools(self, command, **parameters):
        """A command of the DevTools protocol."""
        return self.post("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def size(self, width, height, dark=False, media="screen"):
        """Sets the size of the page, its colours and its medium."""
        self.devtools(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.devtools("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def open(self, page, fragment=""):
        """Opens a file, afresh."""
        self.post("/url", {"url": "about:blank"})
        self.post("/url", {"url": Path(page).resolve().as_uri() + fragment})
        if fragment:
            self.settle()

    def run(self, script, *arguments):
        """What a script returns, run in the page."""
        return self.post("/execute/sync", {"script": script, "args": list(arguments)})

    def run_async(self, script, *arguments):
        """What a script gives to the function that is its last argument."""
        return self.post("/execute/async", {"script": script, "args": list(arguments)})

    def click(self, selector):
        """A click by a real pointer on the first such element."""
        found = self.post("/element", {"using": "css selector", "value": selector})
        self.post(f"/element/{next(iter(found.values()))}/click", {})
        self.settle()

    def keys(self, text):
        """Keys pressed where the focus is."""
        active = self.call("GET", self.session + "/element/active")
        self.post(f"/element/{next(iter(active.values()))}/value", {"text": text})
        self.settle()

    def settle(self):
        """Waits until the page has answered an event: its own scripts have run, and a frame is drawn."""
        self.run_async(
            "const done = arguments[arguments.length - 1];"
            "setTimeout(() => requestAnimationFrame(() => setTimeout(() => done(true), 50)), 50)"
        )

    def console(self):
        """What was logged since the last call, errors alone."""
        return [line["message"] for line in self.post("/se/log", {"type": "browser"}) if line["level"] == "SEVERE"]

    def picture(self, path, clip=None):
        """A picture of the window, or of a part of the page: x, y, width, height. The file's ending names its form."""
        form = Path(path).suffix.lstrip(".")
        parameters = {"format": form, "captureBeyondViewport": clip is not None}
        if form != "png":
            parameters["quality"] = 90
        if clip is not None:
            parameters["clip"] = {**dict(zip(("x", "y", "width", "height"), clip)), "scale": 1}
        shot = self.devtools("Page.captureScreenshot", **parameters)["data"]
        Path(path).write_bytes(base64.b64decode(shot))
