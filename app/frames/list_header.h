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

/// The head of the list: its columns, in their order and widths. Columns are dragged to another place, hidden, aligned
/// and named by its menu; a click on one asks for the list to be sorted. Sections are numbered as FrameRow::text() has
/// them. GUI's thread.
class ListHeader final : public QHeaderView {
    Q_OBJECT

public:
    ListHeader(const FrameListModel& model, const Theme& theme, QWidget* parent);

    void setColumns(const ListColumns& columns);
    /// As they are now, from left to right.
    [[nodiscard]] ListColumns columns() const;
    [[nodiscard]] const ListColumn& column(int section) const { return columns_.at(static_cast<std::size_t>(section)); }
    /// Of the user's own columns, by section.
    [[nodiscard]] QStringList fields() const;
    /// The section of a column; none: the list does not have it.
    [[nodiscard]] std::optional<int> sectionOf(const ListColumn& column) const;
    /// Sections that are shown, from left to right.
    [[nodiscard]] std::vector<int> shownSections() const;
    [[nodiscard]] QString titleOf(int section) const;
    [[nodiscard]] Qt::Alignment alignmentOf(int section) const;
    /// Whether it has figures that stand below each other.
    [[nodiscard]] bool hasFigures(int section) const;
    [[nodiscard]] bool hasAddresses(int section) const;
    /// Titles follow what the registry knows.
    void retitle();
    /// The Interface column is there where frames of several came, unless the user has decided.
    void showInterfaces(bool areSeveral);
    void takeUsualWidths();
    /// An arrow shows by which column the list is sorted; none: capture order.
    void showOrder(std::optional<int> section, Qt::SortOrder order = Qt::AscendingOrder);
    /// An entry for each column, which shows or hides it, then adding and resetting.
    void fillColumnsMenu(QMenu& menu);
    /// An entry for each column by which to sort, and capture order.
    void fillSortMenu(QMenu& menu);

signals:
    /// setColumns() has put others in their place.
    void columnsTaken();
    /// The user changed what columns() tells.
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
