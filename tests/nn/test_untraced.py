import subprocess
import sys


def test_networks_do_not_import_the_compiler():
    code = "import sys, tdlviz.nn.sheaf_diffusion; assert 'torch._dynamo' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
