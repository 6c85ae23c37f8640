#!/bin/sh
# Puts what a GPU of NVIDIA's needs beside its driver into a folder (./runtime-cuda by default): ONNX Runtime for CUDA 13, the
# libraries that it loads, and NVRTC, which compiles the kernels. About 2.5 GB, from Python wheels with pinned versions.
# Needs python3 with venv and pip; nothing else on the machine is changed.
#
#   scripts/get-cuda.sh [FOLDER]
set -eu

folder=${1:-runtime-cuda}
case "$(uname -s)-$(uname -m)" in
Linux-x86_64) ;;
*)
    echo "expected Linux on x86_64, got $(uname -sm): install ONNX Runtime for CUDA by hand and set ORT_DYLIB_PATH" >&2
    exit 1
    ;;
esac

python3 -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check \
    "onnxruntime-gpu[cuda,cudnn]==1.31.1" "nvidia-cuda-nvrtc==13.0.88" "nvidia-cudnn-cu13==9.28.0.42"
packages=$("$folder/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
libraries=$(find "$packages/nvidia" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)

echo "ONNX Runtime for CUDA is in $folder. Use it with"
echo "    export ORT_DYLIB_PATH=$packages/onnxruntime/capi/libonnxruntime.so.1.31.1"
echo "    export LD_LIBRARY_PATH=$libraries"
