// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <plugin/inspector.h>

class QByteArray;

namespace tapscope {

/// The lines of the first packet of a PDML document, as `tshark -T pdml` prints it: protocols, their fields nested,
/// hidden ones left out. Damaged when it is no PDML; at most 100,000 lines and 64 levels are read.
[[nodiscard]] Result<std::vector<InspectedLine>> readPdml(const QByteArray& document);

} // namespace tapscope
