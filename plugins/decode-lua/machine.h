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
    /// Empty when there are too many already.
    [[nodiscard]] virtual std::string_view keep(std::string_view name) = 0;
};

/// One run of a script's file: a Lua state in which a user's code can do nothing but read bytes and describe them.
///
/// Bounded: its memory, its instructions and processor time, how much text it makes. It reads no files, knows no time
/// and no chance, and keeps nothing from one frame to the next (see Frozen), so that decoding is a pure function. One
/// thread at a time.
///
/// Errors of Lua's are jumps (longjmp) to the pcall in run(): functions that Lua calls have nothing to destroy on the
/// stack when they raise one, and let no exception out (see guarded()).
class Machine {
public:
    /// What went wrong, with file and line.
    template <typename Value = void>
    using Outcome = std::expected<Value, std::string>;
    using Declarations = std::vector<std::unique_ptr<const Declaration>>;

    /// Nothing runs yet. `name` is the file's, for errors.
    Machine(std::string name, ColumnNames& columns);
    ~Machine();
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;

    /// Runs the file, and gets ready for the protocols that it declares; call once, before all else. Where there are
    /// `declarations` they are these (of an earlier run); else they are read into it.
    [[nodiscard]] Outcome<> load(std::string_view text, Declarations& declarations);
    [[nodiscard]] Outcome<> dissect(std::size_t protocol, ByteReader& bytes, Dissection& dissection);
    [[nodiscard]] Outcome<bool> recognise(std::size_t protocol, Bytes bytes, const Dissection& facts);

    // ---- for the functions that Lua calls
    /// What is being decoded while a script's function runs.
    struct Call {
        const Declaration* declaration;
        const Dissection* facts;
        Dissection* dissection; ///< null while recognising
        bool overrun = false;   ///< of any buffer
        std::size_t textLeft;   ///< bytes
    };
    [[nodiscard]] static Machine& of(lua_State* lua) {
        void* self = nullptr;
        lua_getallocf(lua, &self);
        return *static_cast<Machine*>(self);
    }
    [[nodiscard]] Call* call() noexcept { return call_; }
    /// Buffers of an earlier call have another number.
    [[nodiscard]] std::uint64_t callNumber() const noexcept { return callNumber_; }
    [[nodiscard]] ColumnNames& columns() noexcept { return columns_; }
    /// Counts work that functions in C are about to do, in bytes that they go through: instructions do not tell of it.
    /// Where it is much, the next instruction looks at the budget.
    void charge(std::size_t bytes) noexcept;

private:
    struct Protocol {
        const Declaration* declaration;
        int dissect, recognise, tree; ///< references in the registry
        int line;                     ///< of dissect
    };
    static void* allocate(void* self, void* old, std::size_t oldSize, std::size_t newSize) noexcept;
    static void countInstructions(lua_State* lua, lua_Debug* where);
    static int declare(lua_State* lua);
    void noteRefusal() noexcept;
    /// Calls the function that lies below its arguments, under the limits.
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
    std::size_t charged_ = 0; ///< bytes since the last look at the budget
    std::timespec until_{};   ///< of the thread's processor time; none before the first slice has run
    Call* call_ = nullptr;
    std::uint64_t callNumber_ = 0;
    int buffer_ = LUA_NOREF, frame_ = LUA_NOREF, declared_ = LUA_NOREF;
    std::vector<Protocol> protocols_;
    Frozen frozen_;
    lua_State* lua_; ///< the last: making it allocates
};

/// A function for Lua that lets no C++ exception pass through Lua's C frames.
template <int (*Function)(lua_State*)>
int guarded(lua_State* lua) {
    try {
        return Function(lua);
    } catch (...) { // for want of memory: nothing else is thrown in there
    }
    return luaL_error(lua, "not enough memory");
}

} // namespace tapscope
