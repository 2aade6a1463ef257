// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <plugin/inspector.h>

class QByteArray;

namespace tapscope {

/// The frame in a capture, if the document is about an extract of that capture.
struct PdmlPlace {
    FrameNumber number = 1; ///< replaces the number in the extract
    bool isAlone = false;   ///< the extract has no other frame, so the times since earlier frames mean nothing
};

/// Reads the lines of the first packet of a PDML document, as `tshark -T pdml` prints it: protocols and their nested
/// fields without the hidden ones. Damaged if it is not PDML. At most 100,000 lines and 64 levels are read.
[[nodiscard]] Result<std::vector<InspectedLine>> readPdml(const QByteArray& document, const PdmlPlace& place);

} // namespace tapscope
