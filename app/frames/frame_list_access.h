#pragma once

#include <QAccessibleWidget>

#include <map>
#include <utility>

namespace tapscope {

class FrameListView;

/// The list of frames for screen readers and other assistive programs: a table with a cell for each value. There are no
/// objects for rows, so a cell's interface is made when it is asked for, and removed when many have been made. Rows
/// beyond the range of int are not offered. Owned by Qt; GUI thread.
class FrameListAccess final : public QAccessibleWidget, public QAccessibleTableInterface {
public:
    explicit FrameListAccess(FrameListView& view);
    ~FrameListAccess() override;

    /// Makes Qt use this class for every FrameListView.
    static void install();
    /// Tells assistive programs which cell has the focus now.
    static void announceCurrent(FrameListView& view);
    /// Tells them that all rows are others now.
    static void announceReset(FrameListView& view);

    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface* child(int index) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* child) const override;
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override;
    [[nodiscard]] QAccessibleInterface* focusChild() const override;
    /// The value is the text of the current row.
    [[nodiscard]] QString text(QAccessible::Text kind) const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    [[nodiscard]] QAccessibleInterface* caption() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* summary() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* cellAt(int row, int column) const override;
    [[nodiscard]] int selectedCellCount() const override;
    [[nodiscard]] QList<QAccessibleInterface*> selectedCells() const override;
    [[nodiscard]] QString columnDescription(int column) const override;
    [[nodiscard]] QString rowDescription(int row) const override;
    [[nodiscard]] int selectedColumnCount() const override { return 0; }
    [[nodiscard]] int selectedRowCount() const override;
    [[nodiscard]] int columnCount() const override;
    [[nodiscard]] int rowCount() const override;
    [[nodiscard]] QList<int> selectedColumns() const override { return {}; }
    /// At most 10,000, from the top.
    [[nodiscard]] QList<int> selectedRows() const override;
    [[nodiscard]] bool isColumnSelected(int /*column*/) const override { return false; }
    [[nodiscard]] bool isRowSelected(int row) const override;
    bool selectRow(int row) override;
    bool selectColumn(int /*column*/) override { return false; }
    bool unselectRow(int /*row*/) override { return false; }
    bool unselectColumn(int /*column*/) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent* event) override;

private:
    [[nodiscard]] FrameListView* view() const;
    void forgetCells() const;

    mutable std::map<std::pair<int, int>, QAccessible::Id> cells_; ///< by row and column
    mutable bool isForgetting_ = false;                            ///< soon, when no caller uses a cell
};

} // namespace tapscope
