#pragma once

#include "output.h"

#include <wiring/wiring.h>

namespace tapscope::cli {

/// A readable tree: each namespace with its devices, ports below their bridges, and VLANs below their lower devices.
void printTree(const Wiring& wiring, Output& out);
/// {"namespaces": [{…, "devices": […]}], "edges": […], "remarks": […]}: see docs/command-line.md.
void printJson(const Wiring& wiring, Output& out);
/// A graph in Graphviz' language: a cluster for each namespace, a node for each device and each process that has one
/// open.
void printDot(const Wiring& wiring, Output& out);

} // namespace tapscope::cli
