#pragma once

#include <decode/dissection.h>
#include <decode/registry.h>

#include <string>

namespace tapscope {

/// The whole field tree as indented lines, four spaces a level.
void appendTree(std::string& out, const DecoderRegistry& registry, const Dissection& dissection);

/// "0000  02 42 0a 09 00 01 …  .B....": sixteen bytes a line.
void appendHexDump(std::string& out, Bytes bytes);

} // namespace tapscope
