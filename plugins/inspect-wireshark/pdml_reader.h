// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <plugin/inspector.h>

class QByteArray;

namespace tapscope {

/// Reads the lines of the first packet of a PDML document, as `tshark -T pdml` prints it: protocols and their nested
/// fields without the hidden ones. Damaged if it is not PDML. At most 100,000 lines and 64 levels are read.
[[nodiscard]] Result<std::vector<InspectedLine>> readPdml(const QByteArray& document);

} // namespace tapscope
