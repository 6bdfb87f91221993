"""The least that a change of a filter can cost in Streamlit: a page with one choice and one line of text."""

import streamlit as st

region = st.selectbox("Region", ["All regions", "Africa", "Asia and the Pacific", "Europe and Central Asia",
                                "Latin America and the Caribbean", "Near East and North Africa"])
st.write(region)
