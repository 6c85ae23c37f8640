#!/bin/sh
# Puts ONNX Runtime's library into a folder (./runtime by default), from the Python wheel, pinned by hash.
# Needs python3 with pip; nothing is installed. Say where it is with ORT_DYLIB_PATH, or copy it beside the executable.
#
#   scripts/get-onnxruntime.sh [FOLDER]
set -eu

version=1.31.1
folder=${1:-runtime}

case "$(uname -s)-$(uname -m)" in
Linux-x86_64)
    platform=manylinux_2_28_x86_64
    hash=1f3dea47f2f0e5117c2404cea7d21fd253ae7836a3bf167a501cdfbb2600d536
    name=libonnxruntime.so
    ;;
Linux-aarch64)
    platform=manylinux_2_28_aarch64
    hash=0b9a492176886992e0e875f06bc0367e333f5fff11711a2d642e18b02f3009cc
    name=libonnxruntime.so
    ;;
Darwin-arm64)
    platform=macosx_14_0_arm64
    hash=96dd2564b10ea7153ad9c207e7cd8e5917cb3ba521e0e0a62ac03486fdc8d56c
    name=libonnxruntime.dylib
    ;;
*)
    echo "expected Linux on x86_64 or aarch64, or macOS on arm64, got $(uname -sm):" \
        "install ONNX Runtime 1.24 or newer by hand and set ORT_DYLIB_PATH" >&2
    exit 1
    ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "onnxruntime==$version --hash=sha256:$hash" >"$work/requirements.txt"
python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --require-hashes \
    --platform "$platform" --python-version 3.12 --implementation cp --abi cp312 \
    --dest "$work" --requirement "$work/requirements.txt"

mkdir -p "$folder"
python3 - "$work" "$folder" "$name" <<'PYTHON'
import pathlib, sys, zipfile

work, folder, name = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
stem, suffix = name.split(".")
with zipfile.ZipFile(next(work.glob("*.whl"))) as wheel:
    library = [n for n in wheel.namelist() if n.startswith(f"onnxruntime/capi/{stem}.") and suffix in n.split(".")]
    if len(library) != 1:
        sys.exit(f"expected one {name} in the wheel, found {library}")
    (folder / name).write_bytes(wheel.read(library[0]))
    for notice in ("LICENSE", "ThirdPartyNotices.txt"):
        (folder / f"onnxruntime-{notice}").write_bytes(wheel.read(f"onnxruntime/{notice}"))
PYTHON

echo "ONNX Runtime $version is in $folder. Use it with"
echo "    export ORT_DYLIB_PATH=$(cd "$folder" && pwd)/$name"
