#pragma once

#include "declaration.h"
#include "frozen.h"

#include <base/byte_reader.h>
#include <decode/dissection.h>

#include <cstddef>
#include <ctime>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tapscope {

/// Keeps the few texts that scripts put into the Protocol column, which refers to them. Any thread.
class ColumnNames {
public:
    virtual ~ColumnNames() = default;
    /// Empty if there are too many already.
    [[nodiscard]] virtual std::string_view keep(std::string_view name) = 0;
};

/// One instance of a script: a Lua state in which the user's code can only read bytes and describe them.
///
/// Memory, instructions, processor time and the amount of text are limited. A script has no files, clock or random
/// numbers, and keeps no state from one frame to the next (see Frozen), so that decoding is a pure function. One thread
/// at a time.
///
/// Lua errors are jumps (longjmp) to the pcall in run(): C++ functions called by Lua must have nothing to destroy on
/// the stack when they raise one, and must let no exception out (see guarded()).
class Machine {
public:
    /// The error is a message with file and line.
    template <typename Value = void>
    using Outcome = std::expected<Value, std::string>;
    using Declarations = std::vector<std::unique_ptr<const Declaration>>;

    /// Runs nothing yet. `name` is the file's name, for error messages.
    Machine(std::string name, ColumnNames& columns);
    ~Machine();
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;

    /// Runs the file and prepares the protocols that it declares; call once, before anything else. Uses `declarations`
    /// if they have been filled in by an earlier run, and fills them in otherwise.
    [[nodiscard]] Outcome<> load(std::string_view text, Declarations& declarations);
    [[nodiscard]] Outcome<> dissect(std::size_t protocol, ByteReader& bytes, Dissection& dissection);
    [[nodiscard]] Outcome<bool> recognise(std::size_t protocol, Bytes bytes, const Dissection& facts);

    // ---- for the functions that Lua calls
    /// The state of a running call of a script's function.
    struct Call {
        const Declaration* declaration;
        const Dissection* facts;
        Dissection* dissection; ///< null while recognising
        bool overrun = false;   ///< of any buffer: a read went past its end
        std::size_t textLeft;   ///< bytes
    };
    [[nodiscard]] static Machine& of(lua_State* lua) {
        void* self = nullptr;
        lua_getallocf(lua, &self);
        return *static_cast<Machine*>(self);
    }
    [[nodiscard]] Call* call() noexcept { return call_; }
    /// Numbers the calls; buffers of an earlier call have another number.
    [[nodiscard]] std::uint64_t callNumber() const noexcept { return callNumber_; }
    [[nodiscard]] ColumnNames& columns() noexcept { return columns_; }
    /// Accounts for work that C functions are about to do, in bytes that they process, since the instruction count does
    /// not include it. After much work the budget is checked at the next instruction.
    void charge(std::size_t bytes) noexcept;

private:
    struct Protocol {
        const Declaration* declaration;
        int dissect, recognise, tree; ///< references in the registry
        int line;                     ///< where dissect is defined
    };
    static void* allocate(void* self, void* old, std::size_t oldSize, std::size_t newSize) noexcept;
    static void countInstructions(lua_State* lua, lua_Debug* where);
    static int declare(lua_State* lua);
    void noteRefusal() noexcept;
    /// Calls the function that lies below its arguments on the stack, within the limits.
    [[nodiscard]] Outcome<> run(int arguments, int results, int slices);
    [[nodiscard]] Outcome<> readDeclarations(Declarations& declarations);
    void prepare(const Declarations& declarations);
    [[nodiscard]] Outcome<> decode(const Protocol& protocol, int function, ByteReader& bytes, Call& call);

    std::string name_;
    ColumnNames& columns_;
    std::size_t used_ = 0; ///< bytes
    bool isLimited_ = false;
    bool isLoading_ = false;
    int refusedLine_ = 0; ///< where memory was refused
    int slicesLeft_ = 0;
    std::size_t charged_ = 0; ///< bytes since the last check of the budget
    std::timespec until_{};   ///< deadline in the thread's processor time; none before the first slice has run
    Call* call_ = nullptr;
    std::uint64_t callNumber_ = 0;
    int buffer_ = LUA_NOREF, frame_ = LUA_NOREF, declared_ = LUA_NOREF;
    std::vector<Protocol> protocols_;
    Frozen frozen_;
    lua_State* lua_; ///< last, because creating it allocates through the members above
};

/// Wraps a function for Lua so that no C++ exception passes through Lua's C frames.
template <int (*Function)(lua_State*)>
int guarded(lua_State* lua) {
    try {
        return Function(lua);
    } catch (...) { // out of memory; nothing else is thrown there
    }
    return luaL_error(lua, "not enough memory");
}

} // namespace tapscope
