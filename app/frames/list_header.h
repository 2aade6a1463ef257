#pragma once

#include "list_column.h"

#include <QHeaderView>

#include <optional>
#include <vector>

class QMenu;
class QStandardItemModel;

namespace tapscope {

class FrameListModel;
class Theme;

/// The header of the list: its columns with order and width. Columns can be dragged; the context menu hides, aligns and
/// renames them; a click asks for sorting. Sections are numbered as in FrameRow::text(). GUI thread.
class ListHeader final : public QHeaderView {
    Q_OBJECT

public:
    ListHeader(const FrameListModel& model, const Theme& theme, QWidget* parent);

    void setColumns(const ListColumns& columns);
    /// The same, as a change by the user.
    void changeColumns(const tapscope::ListColumns& columns);
    /// The present columns, from left to right.
    [[nodiscard]] ListColumns columns() const;
    [[nodiscard]] const ListColumn& column(int section) const { return columns_.at(static_cast<std::size_t>(section)); }
    /// The fields of the user's own columns, by section.
    [[nodiscard]] QStringList fields() const;
    /// The section of a column; nothing if the list does not have it.
    [[nodiscard]] std::optional<int> sectionOf(const ListColumn& column) const;
    /// The shown sections, from left to right.
    [[nodiscard]] std::vector<int> shownSections() const;
    [[nodiscard]] QString titleOf(int section) const;
    [[nodiscard]] Qt::Alignment alignmentOf(int section) const;
    /// Whether the column has numbers, which are aligned by digits.
    [[nodiscard]] bool hasFigures(int section) const;
    [[nodiscard]] bool hasAddresses(int section) const;
    /// Updates the titles for the registry's fields.
    void retitle();
    /// Shows the Interface column if frames of several interfaces were captured, unless the user has decided.
    void showInterfaces(bool areSeveral);
    void resetWidths();
    /// Widens a column that is as wide as usual, so that `content` pixels fit, as far as the last column can spare
    /// them. A width that the user chose stays.
    void grow(int section, int content);
    /// Takes back what grow() has done, for other contents or a narrower list.
    void forgetGrowth();
    /// Marks the column that the list is sorted by with an arrow; none: capture order.
    void showOrder(std::optional<int> section, Qt::SortOrder order = Qt::AscendingOrder);
    /// A menu with an entry for each column, which shows or hides it, and entries to add a column and to reset.
    void fillColumnsMenu(QMenu& menu);
    /// A menu with an entry for each column to sort by, and for capture order.
    void fillSortMenu(QMenu& menu);

signals:
    /// setColumns() has replaced the columns.
    void columnsTaken();
    /// The user changed columns().
    void columnsChanged();
    void sortAsked(int section, Qt::SortOrder order);
    void captureOrderAsked();
    void fitAsked(int section);
    void addAsked();
    void editAsked(int section);
    void resetAsked();

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void fillMenu(QMenu& menu, int section);
    void change(int section, ListColumn column);
    void show(int section, bool isShown);
    void remove(int section);
    void applyVisibility(int section);
    [[nodiscard]] QString usualTitle(int section) const;
    [[nodiscard]] QString about(int section) const;
    [[nodiscard]] int usualWidth(int section) const;
    [[nodiscard]] bool isNumber(int section) const;

    const FrameListModel& model_;
    const Theme& theme_;
    QStandardItemModel* titles_;
    std::vector<ListColumn> columns_; ///< by section
    bool areInterfacesShown_ = false;
    bool isChanging_ = false; ///< by the program, not by the user
};

} // namespace tapscope
